use super::*;
use crate::assign::cost::{Levels, integer};
use crate::assign::network::ClassArc;
use proptest::collection::vec;
use proptest::prelude::*;

fn levels() -> Levels {
    Levels::new(2)
}

fn in_queue(places: i64) -> Cost {
    let mut cost = levels().zero();
    cost.add_queue(places.into());
    cost
}

/// A class with arcs as (head, cost, steps), and one to the sink.
fn class(sink: usize, arcs: Vec<(usize, i64, i64)>, weights: Vec<i64>) -> Class {
    let arcs = arcs.into_iter().chain([(sink, 0, 9)]);
    let mut arcs: Vec<ClassArc> =
        arcs.map(|(head, cost, steps)| ClassArc { head, cost: in_queue(cost * 1_000), steps }).collect();
    arcs.sort_by_key(|arc| arc.steps);
    Class { arcs, weights }
}

fn arc(tail: usize, head: usize, capacity: usize, cost: i64, slope: i64) -> Arc {
    Arc { tail, head, capacity, cost: in_queue(cost * 500), slope }
}

#[derive(Debug)]
struct Sample {
    sink: usize,
    classes: Vec<Class>,
    arcs: Vec<Arc>,
}

impl Sample {
    fn network(&self) -> Network<'_> {
        let classes = self.classes.iter().collect();
        Network { levels: levels(), nodes: self.sink + 1, sink: self.sink, classes, arcs: self.arcs.clone() }
    }
}

fn samples() -> impl Strategy<Value = Sample> {
    (1usize..5).prop_flat_map(|sink| {
        let heads = proptest::sample::subsequence((0..sink).collect::<Vec<_>>(), 0..=sink);
        let from_class = heads.prop_flat_map(|heads| {
            let number = heads.len();
            (Just(heads), vec(-3i64..4, number), vec(0i64..4, number)).prop_map(|(heads, costs, steps)| {
                heads.into_iter().zip(costs).zip(steps).map(|((head, cost), steps)| (head, cost, steps)).collect()
            })
        });
        let weights = proptest::sample::subsequence((1i64..40).rev().collect::<Vec<_>>(), 0..6);
        let classes = vec((from_class, weights).prop_map(move |(arcs, weights)| class(sink, arcs, weights)), 1..8);
        let arcs = vec((0..sink, 0..=sink, 0usize..4, -3i64..4, 0i64..900), 0..10);
        (classes, arcs).prop_map(move |(classes, arcs)| {
            let arcs = arcs.into_iter().filter(|(tail, head, ..)| tail != head);
            let arcs = arcs.map(|(tail, head, capacity, cost, slope)| arc(tail, head, capacity, cost, slope));
            Sample { sink, classes, arcs: arcs.collect() }
        })
    })
}

/// Checks that it is a flow and that no residual arc has a negative reduced cost: nothing costs less.
fn check(network: &Network<'_>, flow: &Flow) {
    let mut excess = vec![0; network.nodes];
    excess[network.sink] = -integer(network.supply());
    for (class, flows) in network.classes.iter().zip(&flow.class_flows) {
        assert_eq!(flows.iter().sum::<usize>(), class.weights.len());
        let mut first = 0;
        for (arc, units) in flows.iter().enumerate() {
            excess[class.arcs[arc].head] += integer(*units);
            for unit in first..first + units {
                let reduced = |arc: usize| class.cost(arc, unit) + &flow.potentials[class.arcs[arc].head];
                assert!((0..flows.len()).all(|other| reduced(arc) <= reduced(other)), "{network:?}: {flow:?}");
            }
            first += units;
        }
    }
    for (arc, units) in network.arcs.iter().zip(&flow.arc_flows) {
        excess[arc.tail] -= integer(*units);
        excess[arc.head] += integer(*units);
        let reduced = |unit: usize| arc.unit_cost(unit) - &flow.potentials[arc.tail] + &flow.potentials[arc.head];
        let zero = network.levels.zero();
        assert!(*units == arc.capacity || reduced(*units) >= zero, "{network:?}: {flow:?}");
        assert!(*units == 0 || reduced(units - 1) <= zero, "{network:?}: {flow:?}");
    }
    assert_eq!(excess, vec![0; network.nodes]);
}

proptest! {
    #[test]
    fn potentials_prove_that_nothing_costs_less(sample in samples()) {
        let network = sample.network();
        check(&network, &least_cost_flow(&network, None));
        // From any other potentials it comes to a flow that is proven too.
        let others: Vec<Cost> = (0..5_000).step_by(700).map(in_queue).take(network.nodes).collect();
        check(&network, &least_cost_flow(&network, Some(&others)));
    }
}

#[test]
fn a_start_from_a_sample_proves_the_same() {
    let mut arcs: Vec<Arc> = (0..5).map(|date| arc(date, 5, 3_000, 0, 1)).collect();
    arcs.iter_mut().for_each(|arc| arc.cost = levels().seat(arc.capacity));
    let mut classes = Vec::new();
    for first in 0..5 {
        for second in (0..5).filter(|second| *second != first) {
            let last = 40_000 / (1 + i64::try_from(first * 3 + second).unwrap_or(0));
            let weights = (1..last).filter(|weight| weight % 5 == 0).rev().collect();
            classes.push(class(5, vec![(first, -2, 0), (second, -1, 1)], weights));
        }
    }
    let sample = Sample { sink: 5, classes, arcs };
    let network = sample.network();
    assert!(network.supply() > 10 * FEW);
    check(&network, &least_cost_flow(&network, None));
}
