import type { Team } from '../../api/teams.ts';
import { teamRows } from '../../store/teamTree.ts';

interface TeamOptionsProps {
  readonly teams: readonly Team[];
  /** Ids of those that cannot be chosen. */
  readonly without?: ReadonlySet<string>;
}

/** Options of a choice: the teams, each below the one that it belongs to. */
export function TeamOptions({ teams, without }: TeamOptionsProps) {
  const rows = teamRows(teams).filter(({ team }) => !without?.has(team.id));
  return rows.map(({ team, depth }) => (
    <option key={team.id} value={team.id}>
      {`${'\u2003'.repeat(depth)}${team.name}`}
    </option>
  ));
}
