import { ChevronRight, TriangleAlert, Wrench } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dependant } from '../../../../core/workspace/changeSetAnswer.ts';
import type { ChangedDocument, Plan } from '../../api/changesets.ts';
import { titleOf } from '../frame/documentTitle.ts';
import styles from './DependantList.module.css';
import { DocumentChanges } from './DocumentChanges.tsx';
import { dependantText } from './dependantText.ts';

/** Places elsewhere that name what was renamed or goes, by document; each can be seen before and after. */
export function DependantList({ plan }: { readonly plan: Plan }) {
  const groups = Map.groupBy(plan.dependants, ({ kind, name }) => `${kind}/${name}`);
  return (
    <ul className={styles.list}>
      {[...groups].map(([key, dependants]) => (
        <DependantGroup
          key={key}
          dependants={dependants}
          change={plan.changes.find(({ kind, name }) => `${kind}/${name}` === key)}
        />
      ))}
    </ul>
  );
}

interface DependantGroupProps {
  readonly dependants: readonly Dependant[];
  readonly change: ChangedDocument | undefined;
}

function DependantGroup({ dependants, change }: DependantGroupProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [first] = dependants;
  if (!first) return null;
  const { kind, name } = first;
  return (
    <li className={styles.group}>
      <div className={styles.head}>
        <span className={styles.title}>{titleOf(t, kind, name, change?.after ?? change?.before ?? null)}</span>
        {change ? (
          <button
            type="button"
            className={styles.more}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight size={13} aria-hidden />
            {t('studio.beforeAfter')}
          </button>
        ) : null}
      </div>
      <ul>
        {dependants.map((dependant) => {
          const { pointer, code, fixed } = dependant;
          return (
            <li key={`${pointer} ${code} ${JSON.stringify(dependant.params)}`} className={styles.dependant}>
              {fixed ? (
                <Wrench size={14} aria-label={t('studio.fixed')} className={styles.fixed} />
              ) : (
                <TriangleAlert size={14} aria-label={t('studio.notFixed')} className={styles.open} />
              )}
              <span>{dependantText(t, dependant)}</span>
              <code className={styles.pointer}>{pointer}</code>
            </li>
          );
        })}
      </ul>
      <div id={id} hidden={!isOpen} className={styles.diff}>
        {isOpen && change ? <DocumentChanges {...change} linked={false} /> : null}
      </div>
    </li>
  );
}
