//! A flow of least cost: successive shortest paths with reduced costs.
//!
//! Source: Ahuja, Magnanti, Orlin: *Network Flows* (1993), sections 9.3 (optimality conditions), 9.7 (successive
//! shortest paths) and 14.5 (convex costs).
//!
//! **Optimality.** Every node v has a potential π(v). The reduced cost of a residual arc from u to v is
//! c(u,v) − π(u) + π(v). A flow costs least if no residual arc has a negative reduced cost (theorem 9.3), so the
//! potentials that come with a flow prove it.
//!
//! **Algorithm.**
//! 1. Take any potentials. Each unit takes the arc of least reduced cost, each arc between nodes all units whose
//!    reduced cost is negative. No residual arc has a negative reduced cost now, but some nodes have an excess of
//!    inflow and others a deficit.
//! 2. Find the shortest path by reduced cost from a node with an excess to the nearest one with a deficit (Dijkstra's
//!    algorithm). Let d be its length.
//! 3. Add d − d(v) to the potential of every node v that is closer than d. The reduced costs along the path are 0 now,
//!    and none is negative.
//! 4. Send one unit along the path. Repeat from 2 until no node has an excess.
//!
//! **Why a path always exists.** All units on their arcs to the sink and nothing on the other arcs is a flow, so from
//! every excess some deficit can be reached.
//!
//! **Cost.** A path takes O(V²) steps for V nodes, with no regard to how many municipalities there are, because
//! classes are no nodes here: see [`super::residual`]. The number of paths depends on the first potentials. Where there
//! are many units, those of a network of every sixteenth unit are close to the right ones. (At 1,000,000 × 8 that saves
//! 400,000 paths, which took 3 s.)

use super::cost::Cost;
use super::network::{Arc, Class, Flow, Network};
use super::residual::{Residual, Step};

/// One unit in so many is in the sample.
const SAMPLING: usize = 16;

/// With no more units than this there is no sample.
const FEW: usize = 1_000;

/// Finds a flow of least cost. Potentials to start from save time if they are near the right ones; any will do.
pub(super) fn least_cost_flow(network: &Network<'_>, start: Option<&[Cost]>) -> Flow {
    let potentials = match start {
        Some(potentials) => potentials.to_vec(),
        None if network.supply() <= FEW => vec![network.levels.zero(); network.nodes],
        None => potentials_of_sample(network),
    };
    let mut residual = Residual::of(network, potentials);
    while let Some((target, labels)) = shortest_path(&mut residual) {
        augment(&mut residual, target, &labels);
    }
    residual.into_flow()
}

fn potentials_of_sample(network: &Network<'_>) -> Vec<Cost> {
    let mut next = SAMPLING / 2;
    // The units of a row that are in the sample, when all units are counted through.
    let mut sampled = |units: usize| {
        let first = next;
        let number = units.saturating_sub(first).div_ceil(SAMPLING);
        next = first + number * SAMPLING - units;
        (first, number)
    };
    let mut classes = Vec::new();
    for class in &network.classes {
        let (first, number) = sampled(class.weights.len());
        if number > 0 {
            let weights = class.weights.iter().skip(first).step_by(SAMPLING).copied().collect();
            classes.push(Class { weights, arcs: class.arcs.clone() });
        }
    }
    let mut arcs = Vec::new();
    for arc in &network.arcs {
        let (first, number) = sampled(arc.capacity);
        if number > 0 {
            let slope = arc.slope * i64::try_from(SAMPLING).unwrap_or(i64::MAX);
            arcs.push(Arc { capacity: number, cost: arc.unit_cost(first), slope, ..*arc });
        }
    }
    let sample = Network { classes: classes.iter().collect(), arcs, ..*network };
    least_cost_flow(&sample, None).potentials
}

/// What is known of the shortest path to a node.
#[derive(Debug, Clone)]
struct Label {
    distance: Cost,
    /// The last step; none where the path begins.
    step: Option<Step>,
    is_permanent: bool,
}

/// The nearest node with a deficit, and the labels of all nodes that were reached. None if there is no excess.
fn shortest_path(residual: &mut Residual<'_>) -> Option<(usize, Vec<Option<Label>>)> {
    let nodes = residual.potentials.len();
    let zero = residual.network.levels.zero();
    let start = |excess: &i64| (*excess > 0).then(|| Label { distance: zero.clone(), step: None, is_permanent: false });
    let mut labels: Vec<Option<Label>> = residual.excess.iter().map(start).collect();
    loop {
        let temporary = |node: &usize| labels[*node].as_ref().filter(|label| !label.is_permanent);
        let distance = |node: &usize| temporary(node).map(|label| &label.distance);
        let node = (0..nodes).filter(|node| temporary(node).is_some()).min_by_key(distance)?;
        if residual.excess[node] < 0 {
            return Some((node, labels));
        }
        let Some(label) = &mut labels[node] else { return None };
        label.is_permanent = true;
        let from_here = label.distance.clone() - &residual.potentials[node];
        for (head, label) in labels.iter_mut().enumerate() {
            if label.as_ref().is_some_and(|label| label.is_permanent) {
                continue;
            }
            let Some((step, cost)) = residual.cheapest_step(node, head) else { continue };
            let distance = cost + &from_here + &residual.potentials[head];
            if label.as_ref().is_none_or(|label| distance < label.distance) {
                *label = Some(Label { distance, step: Some(step), is_permanent: false });
            }
        }
    }
}

/// Raises the potentials and sends a unit along the shortest path.
fn augment(residual: &mut Residual<'_>, target: usize, labels: &[Option<Label>]) {
    let Some(length) = labels[target].as_ref().map(|label| &label.distance) else { return };
    for (potential, label) in residual.potentials.iter_mut().zip(labels) {
        if let Some(label) = label.as_ref().filter(|label| label.distance < *length) {
            *potential += &(length.clone() - &label.distance);
        }
    }
    let mut node = target;
    while let Some(step) = labels[node].as_ref().and_then(|label| label.step) {
        node = residual.tail(step);
        residual.send(step);
    }
}

#[cfg(test)]
mod tests;
