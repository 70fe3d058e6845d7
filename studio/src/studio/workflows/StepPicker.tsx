import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepTypes } from '../../../../core/model/kinds/workflow/steps/stepTypes.ts';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { StepIcon } from '../../workspace/flow/StepIcon.tsx';
import { type KnownStepKind, stepKinds } from '../../workspace/flow/stepLook.ts';
import { kindTitle } from '../../workspace/flow/stepWords.ts';
import { inputText } from './inspector/inputText.ts';
import styles from './StepPicker.module.css';

interface StepPickerProps {
  readonly onPick: (kind: KnownStepKind) => void;
}

const groups = ['records', 'people', 'flow', 'data', 'outside'] as const;
type Group = (typeof groups)[number];

/** Everything that a step can do, by groups, found by its title or by what it is for. */
export function StepPicker({ onPick }: StepPickerProps) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const pinyin = usePinyin(search !== '');
  const about = (kind: KnownStepKind) => {
    const type = stepTypes.get(kind);
    return type ? inputText(i18n.language, type.description) : isFlow(kind) ? t(`workflows.about.${kind}`) : '';
  };
  // What the server does not know cannot be picked.
  const known = stepKinds.filter((kind) => stepTypes.has(kind) || isFlow(kind));
  const isNamed = (kind: KnownStepKind) => containsText(search, kindTitle(t, kind), pinyin);
  const isMeant = (kind: KnownStepKind) => [about(kind), kind].some((text) => containsText(search, text, pinyin));
  // What is called so comes before what only speaks of it.
  const found = [...known.filter(isNamed), ...known.filter((kind) => !isNamed(kind) && isMeant(kind))];
  const shown = search === '' ? groups : new Set(found.map(groupOf));

  function press(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const [first] = found;
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && first) {
      event.preventDefault();
      onPick(first);
    }
    if (step === 0) return;
    event.preventDefault();
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-kind]')];
    const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it takes the keys; this goes between them
    <div className={styles.picker} onKeyDown={press} data-own-keys>
      <SearchInput value={search} placeholder={t('workflows.findStep')} onChange={setSearch} />
      <div className={styles.list}>
        {[...shown].map((group) => {
          const kinds = found.filter((kind) => groupOf(kind) === group);
          return (
            <section key={group} aria-label={t(`workflows.groups.${group}`)}>
              <h3 className={styles.group}>{t(`workflows.groups.${group}`)}</h3>
              {kinds.map((kind) => (
                <button key={kind} type="button" data-kind={kind} className={styles.item} onClick={() => onPick(kind)}>
                  <StepIcon kind={kind} isSmall />
                  <span className={styles.words}>
                    <span className={styles.title}>{kindTitle(t, kind)}</span>
                    <span className={styles.about}>{about(kind)}</span>
                  </span>
                </button>
              ))}
            </section>
          );
        })}
        {found.length === 0 ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
      </div>
    </div>
  );
}

const flow = ['if', 'switch', 'forEach', 'parallel', 'try'] as const;

function isFlow(kind: KnownStepKind): kind is (typeof flow)[number] {
  return flow.some((each) => each === kind);
}

function groupOf(kind: KnownStepKind): Group {
  return stepTypes.get(kind)?.group ?? 'flow';
}
