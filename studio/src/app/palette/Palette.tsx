import { useNavigate } from '@tanstack/react-router';
import { LoaderCircle, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useVisits } from '../shell/VisitsContext.tsx';
import { usePinyin } from '../usePinyin.ts';
import { type Command, type CommandGroup, findCommands } from './commands.ts';
import styles from './Palette.module.css';
import { RecentLine } from './RecentLine.tsx';
import { useActions } from './useActions.tsx';
import { useDefinedActions } from './useDefinedActions.tsx';
import { usePlaces } from './usePlaces.tsx';
import { useRecordSearch } from './useRecordSearch.tsx';

const restMs = 120;

/** Goes anywhere and does anything, by typing: lists, views, records of all entities, actions. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  /** Of what somebody moved to; else the first is marked. */
  const [chosen, setChosen] = useState<string>();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const text = typed.trim();
  const searched = useRested(text);
  const pinyin = usePinyin();
  const actions = [...useDefinedActions(), ...useActions()];
  const places = usePlaces();
  const { recent } = useVisits().now;
  const { records, isSearching } = useRecordSearch(searched);

  const groups = (
    text === ''
      ? [
          {
            title: t('shell.recent'),
            commands: recent.slice(0, 5).map(
              ({ entity, id = '' }): Command => ({
                id: `recent:${id}`,
                title: '',
                icon: <RecentLine entity={entity} id={id} />,
                run: () => navigate({ to: '/$entity/$id', params: { entity, id } }),
              }),
            ),
          },
          { title: t('palette.lists'), commands: [...places.pages, ...places.entities] },

          { title: t('palette.actions'), commands: actions.filter(({ id }) => !/^(new|bin):/.test(id)) },
        ]
      : [
          { title: t('palette.lists'), commands: findCommands([...places.pages, ...places.entities], text, 4, pinyin) },
          { title: t('palette.records'), commands: records },
          { title: t('palette.actions'), commands: findCommands(actions, text, 5, pinyin) },
          { title: t('palette.views'), commands: findCommands(places.views, text, 5, pinyin) },
        ]
  ).filter((group): group is CommandGroup => group.commands.length > 0);
  const flat = groups.flatMap(({ commands }) => commands);
  const current = flat.find(({ id }) => id === chosen) ?? flat[0];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  function run(command: Command) {
    onClose();
    command.run();
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const at = current ? flat.indexOf(current) : 0;
      setChosen(flat[(at + step + flat.length) % Math.max(1, flat.length)]?.id);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <Dialog look="palette" label={t('palette.open')} onClose={onClose}>
      <div className={styles.head}>
        {isSearching && text !== '' ? (
          <LoaderCircle size={17} className={styles.turning} aria-hidden />
        ) : (
          <Search size={17} aria-hidden />
        )}
        <input
          autoFocus
          className={styles.input}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={t('palette.open')}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('palette.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(undefined);
          }}
          onKeyDown={press}
        />
        <Kbd keys="Esc" />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('palette.results')}
        aria-busy={isSearching || searched !== text}
        className={styles.list}
      >
        {groups.map(({ title, commands }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, which no element of HTML is
          <div key={title} role="group" aria-label={title}>
            <div className={styles.title} aria-hidden>
              {title}
            </div>
            {commands.map((command) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the cursor is
              // biome-ignore lint/a11y/useFocusableInteractive: the cursor stays in the text
              <div
                key={command.id}
                id={`${listId}-${command.id}`}
                role="option"
                aria-selected={command === current}
                className={styles.option}
                onPointerMove={() => setChosen(command.id)}
                onClick={() => run(command)}
              >
                {command.icon}
                {command.title ? <span className={styles.name}>{command.title}</span> : null}
                {command.hint ? <span className={styles.hint}>{command.hint}</span> : null}
                {command.keys ? <Kbd keys={command.keys} /> : null}
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 ? (
        <p className={styles.nothing} role="status">
          {isSearching || searched !== text ? t('state.loading') : t('palette.nothing', { text })}
        </p>
      ) : null}
      <div className={styles.foot} aria-hidden>
        <span>
          <Kbd keys="↑ ↓" /> {t('palette.choose')}
        </span>
        <span>
          <Kbd keys="↵" /> {t('palette.go')}
        </span>
      </div>
    </Dialog>
  );
}

/** A value once it rests. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
