//! The cheapest way to seat everyone: a minimum-cost flow whose only nodes are the dates.
//!
//! **What it solves.** Agents each have a few options (a date and what it costs) and the option of
//! staying unplaced; each date has room for so many. Find the placing with the least total cost.
//!
//! **How.** Agents are added one at a time. Adding one can push another from its date to a second
//! date, that one a third to a third date, and so on until a date has room or someone is left without.
//! Of all agents on date *d*, only the one whose move to *e* costs least matters, so the search for
//! the cheapest such chain is a shortest path between dates, not between agents. "Unplaced" is one
//! more node, with room for everyone.
//!
//! **Why it is optimal.** Invariant: no closed chain of moves between the agents placed so far lowers
//! the cost, which is the optimality condition for a flow (no negative cycle in the residual graph).
//! Adding an agent along a *cheapest* chain keeps it: a closed chain with negative cost that uses the
//! new places could be cut out of the two to give a chain cheaper than the cheapest. Moves can have
//! negative cost, so paths are found by Bellman and Ford's method, which the invariant lets end.
//! See Ahuja, Magnanti, Orlin, *Network Flows* (1993), section 9.7, "successive shortest path".
//!
//! **What it costs.** For N agents, D dates and K options each: N shortest paths over D + 1 nodes,
//! at most N·D³ steps, commonly N·D²; and a heap for each pair of dates, N·K² entries made when an
//! agent is placed and again each time it is moved. Memory grows with those.
//!
//! The module must never know what a cost means.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost::Cost;

/// Someone to be seated.
#[derive(Debug)]
pub struct Agent {
    /// Dates, by number from 0, and the cost of each.
    pub options: Vec<(usize, Cost)>,
    /// The cost of staying without.
    pub unplaced: Cost,
}

/// The date of each agent, or none, at the least total cost. `room` holds the seats of each date.
/// Where several placings cost the least, agents that come earlier and dates with lower numbers decide.
pub fn solve(room: &[usize], agents: &[Agent]) -> Vec<Option<usize>> {
    let mut flow = Flow::new(room, agents);
    for agent in 0..agents.len() {
        flow.add(agent);
    }
    flow.node_of.into_iter().map(|node| (node < room.len()).then_some(node)).collect()
}

/// A move of an agent and what it costs; the heap gives the cheapest, of equal ones the later agent's.
type Move = Reverse<(Cost, Reverse<usize>)>;

struct Flow<'a> {
    agents: &'a [Agent],
    /// Seats left on each date. The node behind the last date is "unplaced" and is never full.
    room: Vec<usize>,
    /// Where each agent is; an agent that has not been added yet is nowhere.
    node_of: Vec<usize>,
    /// `moves[from][to]`: moves of agents that were on `from` when the entry was made. An entry whose
    /// agent has left since is passed over when it comes up.
    moves: Vec<Vec<BinaryHeap<Move>>>,
}

const NOWHERE: usize = usize::MAX;

impl<'a> Flow<'a> {
    fn new(room: &[usize], agents: &'a [Agent]) -> Flow<'a> {
        let nodes = room.len() + 1;
        Flow {
            agents,
            room: room.iter().copied().chain([usize::MAX]).collect(),
            node_of: vec![NOWHERE; agents.len()],
            moves: (0..nodes).map(|_| (0..nodes).map(|_| BinaryHeap::new()).collect()).collect(),
        }
    }

    /// All places an agent could have, "unplaced" among them.
    fn options(&self, agent: usize) -> impl Iterator<Item = (usize, &'a Cost)> + use<'a> {
        let Agent { options, unplaced } = &self.agents[agent];
        let unplaced = (self.room.len() - 1, unplaced);
        options.iter().map(|(node, cost)| (*node, cost)).chain([unplaced])
    }

    /// Seats one more agent along the cheapest chain of moves.
    fn add(&mut self, agent: usize) {
        let paths = self.cheapest_chains(agent);
        let end = (0..self.room.len())
            .filter(|node| self.room[*node] > 0)
            .filter_map(|node| paths[node].as_ref().map(|path| (&path.cost, node)))
            .min()
            .map(|(_, node)| node);
        // "Unplaced" has room and is an option of every agent, so an end is always found.
        let Some(end) = end else { return };
        self.room[end] -= 1;
        let mut node = end;
        while let Some(Path { from: Some((before, mover)), .. }) = &paths[node] {
            self.seat(*mover, node);
            node = *before;
        }
        self.seat(agent, node);
    }

    /// For each node, the cheapest chain of moves that ends with somebody coming to it.
    fn cheapest_chains(&mut self, agent: usize) -> Vec<Option<Path>> {
        let mut paths: Vec<Option<Path>> = vec![None; self.room.len()];
        for (node, cost) in self.options(agent) {
            paths[node] = Some(Path { cost: cost.clone(), from: None });
        }
        let mut improved = true;
        while improved {
            improved = false;
            for from in 0..paths.len() {
                for to in 0..paths.len() {
                    improved |= self.relax(&mut paths, from, to);
                }
            }
        }
        paths
    }

    /// Takes the chain to `from` one move further to `to` if that is cheaper than what is known.
    fn relax(&mut self, paths: &mut [Option<Path>], from: usize, to: usize) -> bool {
        let Some(path) = &paths[from] else { return false };
        let Some((step, mover)) = self.cheapest_move(from, to) else { return false };
        let cost = &path.cost + step;
        if paths[to].as_ref().is_some_and(|known| known.cost <= cost) {
            return false;
        }
        paths[to] = Some(Path { cost, from: Some((from, mover)) });
        true
    }

    fn cheapest_move(&mut self, from: usize, to: usize) -> Option<(&Cost, usize)> {
        let heap = &mut self.moves[from][to];
        while let Some(Reverse((_, Reverse(agent)))) = heap.peek() {
            if self.node_of[*agent] == from {
                break;
            }
            heap.pop();
        }
        heap.peek().map(|Reverse((cost, Reverse(agent)))| (cost, *agent))
    }

    /// Puts an agent on a node, and makes known what moving it on would cost.
    fn seat(&mut self, agent: usize, node: usize) {
        self.node_of[agent] = node;
        let Some((_, here)) = self.options(agent).find(|(option, _)| *option == node) else { return };
        for (to, there) in self.options(agent).filter(|(option, _)| *option != node) {
            self.moves[node][to].push(Reverse((there - here, Reverse(agent))));
        }
    }
}

/// A chain of moves that ends at a node.
#[derive(Debug, Clone)]
struct Path {
    cost: Cost,
    /// The node before and the agent that comes from it; none where the new agent itself comes.
    from: Option<(usize, usize)>,
}
