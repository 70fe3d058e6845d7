import type { Approval, Seat } from './Approval.ts';

/** What the seats have come to. `nobody`: there is none left who could decide. */
type Verdict = 'approved' | 'rejected' | 'open' | 'nobody';

/** Says who is asked now, and whether it is decided; whoever need not decide any more is skipped. */
export function settleSeats(
  approval: Pick<Approval, 'mode' | 'quorum'>,
  seats: readonly Seat[],
): { readonly seats: readonly Seat[]; readonly verdict: Verdict } {
  const tree = treeOf(seats);
  const stages = [...new Set(seats.map(({ stage }) => stage))].sort((a, b) => a - b);
  let anybody = false;
  for (const stage of stages) {
    const verdict = stageVerdict(approval, tree, stage);
    if (verdict === 'nobody') continue;
    anybody = true;
    if (verdict === 'rejected') return { seats: ended(seats), verdict };
    if (verdict === 'open') return { seats: asked(tree, seats, stage), verdict };
  }
  return { seats: ended(seats), verdict: anybody ? 'approved' : 'nobody' };
}

interface Tree {
  readonly tops: (stage: number) => readonly Seat[];
  readonly beside: (seat: Seat, side: 'before' | 'after') => readonly Seat[];
}

function treeOf(seats: readonly Seat[]): Tree {
  const children = Map.groupBy(
    seats.filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  const tops = Map.groupBy(
    seats.filter(({ parent }) => parent === null),
    ({ stage }) => stage,
  );
  return {
    tops: (stage) => tops.get(stage) ?? [],
    beside: (seat, side) => (children.get(seat.id) ?? []).filter((child) => child.side === side),
  };
}

function stageVerdict({ mode, quorum }: Pick<Approval, 'mode' | 'quorum'>, tree: Tree, stage: number): Verdict {
  const verdicts = tree
    .tops(stage)
    .map((seat) => seatVerdict(tree, seat))
    .filter((verdict) => verdict !== 'nobody');
  const approved = verdicts.filter((verdict) => verdict === 'approved').length;
  const rejected = verdicts.filter((verdict) => verdict === 'rejected').length;
  if (verdicts.length === 0) return 'nobody';
  const needed = {
    any: 1,
    quorum: Math.min(quorum ?? 1, verdicts.length),
    all: verdicts.length,
    sequence: verdicts.length,
  };
  if (approved >= needed[mode]) return 'approved';
  // The first who decides does so for all of them.
  const bearable = mode === 'any' ? 0 : verdicts.length - needed[mode];
  return rejected > bearable ? 'rejected' : 'open';
}

/** What a seat says with those that were added to it: it approves when all of them do. */
function seatVerdict(tree: Tree, seat: Seat): Verdict {
  if (seat.state === 'skipped' || seat.state === 'handedOver') return 'nobody';
  const added = [...tree.beside(seat, 'before'), ...tree.beside(seat, 'after')];
  const verdicts = added.map((child) => seatVerdict(tree, child));
  if (seat.state === 'rejected' || verdicts.includes('rejected')) return 'rejected';
  return seat.state === 'approved' && !verdicts.includes('open') ? 'approved' : 'open';
}

/** The seats of the stage that wait, and all others that do not yet. */
function asked(tree: Tree, seats: readonly Seat[], stage: number): readonly Seat[] {
  const waiting = new Set<string>();
  const ask = (seat: Seat): void => {
    if (isOver(seat) && seat.state !== 'approved') return;
    const before = tree.beside(seat, 'before');
    const isFree = before.every((child) => seatVerdict(tree, child) !== 'open');
    if (!isFree) for (const child of before) ask(child);
    else if (seat.state === 'approved') for (const child of tree.beside(seat, 'after')) ask(child);
    else waiting.add(seat.id);
  };
  for (const seat of tree.tops(stage)) ask(seat);
  return seats.map((seat) => {
    if (isOver(seat)) return seat;
    const state = waiting.has(seat.id) ? 'waiting' : 'next';
    return seat.state === state ? seat : { ...seat, state };
  });
}

function ended(seats: readonly Seat[]): readonly Seat[] {
  return seats.map((seat) => (isOver(seat) ? seat : { ...seat, state: 'skipped' }));
}

/** It waits for nothing any more. */
export function isOver({ state }: Pick<Seat, 'state'>): boolean {
  return state !== 'waiting' && state !== 'next';
}
