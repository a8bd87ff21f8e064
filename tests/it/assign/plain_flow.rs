//! Another method, for problems too large to try every way: a plain minimum-cost flow with a node for each municipality
//! and an edge for each seat, one cheapest path after the other by Bellman and Ford's method. It knows no
//! groups and minimums.

use super::problem::{Places, Problem};

struct Edge {
    to: usize,
    capacity: i64,
    cost: i128,
}

#[derive(Default)]
struct Network {
    /// Each edge is followed by the one back.
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

impl Network {
    fn connect(&mut self, from: usize, to: usize, cost: i128) {
        for (from, to, capacity, cost) in [(from, to, 1, cost), (to, from, 0, -cost)] {
            self.from.resize_with(self.from.len().max(from + 1), Vec::new);
            self.from[from].push(self.edges.len());
            self.edges.push(Edge { to, capacity, cost });
        }
    }

    /// Sends one unit along a cheapest path.
    fn send(&mut self, source: usize, sink: usize) {
        let mut cost: Vec<Option<i128>> = vec![None; self.from.len()];
        let mut by = vec![0; self.from.len()];
        let mut waiting = std::collections::VecDeque::from([source]);
        let mut waits = vec![false; self.from.len()];
        cost[source] = Some(0);
        while let Some(node) = waiting.pop_front() {
            waits[node] = false;
            for index in &self.from[node] {
                let edge = &self.edges[*index];
                let through = cost[node].unwrap() + edge.cost;
                if edge.capacity > 0 && cost[edge.to].is_none_or(|known| through < known) {
                    cost[edge.to] = Some(through);
                    by[edge.to] = *index;
                    if !std::mem::replace(&mut waits[edge.to], true) {
                        waiting.push_back(edge.to);
                    }
                }
            }
        }
        let mut node = sink;
        while node != source {
            self.edges[by[node]].capacity -= 1;
            self.edges[by[node] ^ 1].capacity += 1;
            node = self.edges[by[node] ^ 1].to;
        }
    }
}

/// The places that cost least.
pub fn places(problem: &Problem) -> Places {
    let (dates, municipalities) = (problem.dates.len(), problem.wishes.len());
    let longest = problem.longest();
    let weights = problem.weights();
    // One number for all levels: each step outweighs all that the levels after it can come to.
    let n = i128::try_from(municipalities).unwrap();
    let steps = i128::try_from(longest).unwrap();
    let seats: i128 = problem.dates.iter().map(|date| i128::from(date.capacity)).sum();
    let yielding = 2 * n * seats;
    let keeping = yielding * n * n * (steps + 1);
    let counting = |level: usize| keeping * (2 * n).pow(u32::try_from(longest + 1 - level).unwrap());
    let (source, sink) = (dates + municipalities, dates + municipalities + 1);
    let mut network = Network::default();
    for (index, wish) in problem.wishes.iter().enumerate() {
        let node = dates + index;
        network.connect(source, node, 0);
        for date in 0..dates {
            let Some(rank) = wish.rank(date) else { continue };
            let kept = if wish.previous == Some(date) { keeping } else { 0 };
            let gives_way = yielding * i128::from(weights[index]) * i128::try_from(rank - 1).unwrap();
            network.connect(node, date, gives_way - kept - counting(rank));
        }
        network.connect(node, sink, counting(0) + yielding * i128::from(weights[index]) * steps);
    }
    for (date, room) in problem.dates.iter().enumerate() {
        for seat in (1..=room.capacity).rev() {
            network.connect(date, sink, -i128::from(seat));
        }
    }
    for _ in 0..municipalities {
        network.send(source, sink);
    }
    let place = |index: usize| {
        let node = dates + index;
        let taken = network.from[node]
            .iter()
            .map(|edge| &network.edges[*edge])
            .find(|edge| edge.capacity == 0 && edge.to < dates);
        taken.map(|edge| edge.to)
    };
    (0..municipalities).map(place).collect()
}
