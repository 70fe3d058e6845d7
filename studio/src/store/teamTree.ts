/** As much of a team as its place in the tree needs. */
export interface Placed {
  readonly id: string;
  /** Id of the team above. */
  readonly parent: string | undefined;
}

export interface TeamNode<Team extends Placed> {
  readonly team: Team;
  /** 0 at the top. */
  readonly depth: number;
  readonly hasTeams: boolean;
  /** Place among those beside it, from 1, and how many those are. */
  readonly position: number;
  readonly siblings: number;
}

/** Teams as rows of a tree, each under the one it belongs to; what is below a folded one is left out. */
export function teamRows<Team extends Placed>(
  teams: readonly Team[],
  folded: ReadonlySet<string> = new Set(),
): TeamNode<Team>[] {
  const known = new Set(teams.map(({ id }) => id));
  const rows: TeamNode<Team>[] = [];
  const seen = new Set<string>();
  const childrenOf = (id: string | undefined) =>
    teams.filter(({ parent }) => (parent !== undefined && known.has(parent) ? parent : undefined) === id);
  const add = (siblings: readonly Team[], depth: number) => {
    siblings.forEach((team, index) => {
      if (seen.has(team.id)) return;
      seen.add(team.id);
      const children = childrenOf(team.id);
      rows.push({ team, depth, hasTeams: children.length > 0, position: index + 1, siblings: siblings.length });
      if (!folded.has(team.id)) add(children, depth + 1);
    });
  };
  add(childrenOf(undefined), 0);
  // A circle, which two people at once can make: shown at the top, so that it can be mended.
  const inCircle = teams.filter((team) => !seen.has(team.id) && !isBelowFolded(team, teams, folded));
  add(inCircle, 0);
  return rows;
}

/** The team itself and all below it: none of them can be above it. */
export function teamsBelow(teams: readonly Placed[], id: string): ReadonlySet<string> {
  const below = new Set([id]);
  let before = 0;
  while (below.size > before) {
    before = below.size;
    for (const team of teams) if (team.parent !== undefined && below.has(team.parent)) below.add(team.id);
  }
  return below;
}

function isBelowFolded(team: Placed, teams: readonly Placed[], folded: ReadonlySet<string>): boolean {
  const passed = new Set<string>();
  let at: Placed | undefined = team;
  while (at?.parent !== undefined && !passed.has(at.id)) {
    passed.add(at.id);
    const above: string = at.parent;
    if (folded.has(above)) return true;
    at = teams.find(({ id }) => id === above);
  }
  return false;
}
