import { ChevronDown, GripVertical, UsersRound } from 'lucide-react';
import { type CSSProperties, type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../api/teams.ts';
import { type TeamNode, teamRows, teamsBelow } from '../../store/teamTree.ts';
import styles from './TeamsPage.module.css';

interface TeamTreeProps {
  readonly teams: readonly Team[];
  readonly mayChange: boolean;
  readonly onOpen: (team: Team) => void;
  /** `parent` undefined: to the top. */
  readonly onMove: (team: Team, parent: string | undefined) => void;
}

/** The place beside the rows, for a team that is to be under none. */
const top = 'top';

/** The teams as a tree. A team is moved by dragging it onto another, or with Alt and the arrow keys. */
export function TeamTree({ teams, mayChange, onOpen, onMove }: TeamTreeProps) {
  const { t } = useTranslation();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const [dragged, setDragged] = useState<Team>();
  const [over, setOver] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const rows = teamRows(teams, folded);
  const current = rows.find(({ team }) => team.id === focused) ?? rows[0];

  function fold(id: string, isFolded: boolean) {
    const next = new Set(folded);
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  }

  function go(node: TeamNode<Team> | undefined) {
    if (!node) return;
    setFocused(node.team.id);
    list.current?.querySelector<HTMLElement>(`[data-team="${node.team.id}"]`)?.focus();
  }

  function press(event: KeyboardEvent, node: TeamNode<Team>) {
    const { team, hasTeams, depth } = node;
    const at = rows.indexOf(node);
    const above = rows.slice(0, at).findLast((row) => row.depth === depth - 1);
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(rows[at + 1]),
      ArrowUp: () => go(rows[at - 1]),
      Home: () => go(rows[0]),
      End: () => go(rows.at(-1)),
      ArrowRight: () => (folded.has(team.id) ? fold(team.id, false) : hasTeams ? go(rows[at + 1]) : undefined),
      ArrowLeft: () => (hasTeams && !folded.has(team.id) ? fold(team.id, true) : go(above)),
      Enter: () => onOpen(team),
      ' ': () => onOpen(team),
    };
    const moves: Record<string, () => void> = {
      ArrowRight: () => {
        const beside = rows.slice(0, at).findLast((row) => row.depth <= depth);
        if (beside?.depth !== depth) return;
        fold(beside.team.id, false);
        onMove(team, beside.team.id);
      },
      ArrowLeft: () => {
        if (team.parent !== undefined && depth > 0) onMove(team, above?.team.parent);
      },
    };
    const run = event.altKey ? (mayChange ? moves[event.key] : undefined) : keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }

  const forbidden = dragged ? teamsBelow(teams, dragged.id) : new Set<string>();
  const drop = (id: string) => ({
    onDragOver: (event: DragEvent) => {
      if (!dragged || forbidden.has(id)) return;
      event.preventDefault();
      setOver(id);
    },
    onDragLeave: () => setOver((now) => (now === id ? undefined : now)),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const parent = id === top ? undefined : id;
      if (dragged && dragged.parent !== parent) onMove(dragged, parent);
      setDragged(undefined);
      setOver(undefined);
    },
  });
  return (
    <>
      {dragged?.parent ? (
        <div className={`${styles.top} ${over === top ? styles.over : ''}`} {...drop(top)}>
          {t('teams.toTop')}
        </div>
      ) : null}
      <div ref={list} role="tree" aria-label={t('settings.section.teams')} className={styles.tree}>
        {rows.map((node) => {
          const { team, depth, hasTeams, position, siblings } = node;
          const isFolded = folded.has(team.id);
          const depthStyle: CSSProperties & Record<'--depth', number> = { '--depth': depth };
          return (
            <div
              key={team.id}
              role="treeitem"
              data-team={team.id}
              aria-level={depth + 1}
              aria-posinset={position}
              aria-setsize={siblings}
              {...(hasTeams ? { 'aria-expanded': !isFolded } : {})}
              tabIndex={current?.team.id === team.id ? 0 : -1}
              draggable={mayChange}
              style={depthStyle}
              className={[
                styles.row,
                over === team.id ? styles.over : '',
                dragged?.id === team.id ? styles.dragged : '',
              ]
                .filter(Boolean)
                .join(' ')}
              onFocus={() => setFocused(team.id)}
              onKeyDown={(event) => press(event, node)}
              onClick={() => onOpen(team)}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', team.name);
                setDragged(team);
              }}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              {...drop(team.id)}
            >
              {hasTeams ? (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys fold
                // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys fold
                <span
                  className={`${styles.fold} ${isFolded ? styles.isFolded : ''}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    fold(team.id, !isFolded);
                  }}
                >
                  <ChevronDown size={15} aria-hidden />
                </span>
              ) : (
                <span className={styles.fold}>
                  <UsersRound size={14} aria-hidden />
                </span>
              )}
              <span className={styles.name}>{team.name}</span>
              <span className={styles.faint}>
                {team.manager ? <span className={styles.manager}>{team.manager.name} · </span> : null}
                {t('teams.members', { count: team.members.length })}
              </span>
              {mayChange ? <GripVertical size={14} className={styles.grip} aria-hidden /> : null}
            </div>
          );
        })}
      </div>
      {mayChange ? <p className={styles.keys}>{t('teams.keys')}</p> : null}
    </>
  );
}
