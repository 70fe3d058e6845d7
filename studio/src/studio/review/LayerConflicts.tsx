import { useTranslation } from 'react-i18next';
import type { Plan } from '../../api/changesets.ts';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { titleOf } from '../frame/documentTitle.ts';
import { BothSides } from './BothSides.tsx';
import { layerConflictText } from './dependantText.ts';
import { pathText } from './keywordText.ts';
import styles from './ReviewPage.module.css';

/** Where this installation's own changes and the packages below them do not agree. */
export function LayerConflicts({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.boxed}>
      {plan.conflicts.map((conflict) => {
        const { kind, name, package: owner, pointer, names, code, ours, theirs } = conflict;
        const path = names.length > 0 ? names : parsePointer(pointer);
        return (
          <BothSides
            key={`${kind}/${name}${pointer} ${code} ${owner}`}
            place={[titleOf(t, kind, name, null), pathText(t, path)].filter(Boolean).join(' · ')}
            text={layerConflictText(t, conflict)}
            sides={[
              { title: t('studio.ours', { package: owner }), value: ours },
              { title: t('studio.below'), value: theirs },
            ]}
          />
        );
      })}
    </ul>
  );
}
