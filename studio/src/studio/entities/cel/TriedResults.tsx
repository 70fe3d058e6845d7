import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import { tryExpression } from '../../../api/tryExpression.ts';
import { useDebounced } from '../../../fields/shared/useDebounced.ts';
import { faultMessage } from '../../../lib/faultMessage.ts';
import type { CelPlace } from './celScope.ts';
import styles from './TriedResults.module.css';
import { useDraftedEntities } from './useDraftedEntities.ts';

interface TriedResultsProps {
  readonly entity: string;
  readonly expression: string;
  readonly on: CelPlace;
  readonly expects: string | undefined;
  /** Name of what it yields. */
  readonly type: string;
}

/** What an expression yields for a few real records. */
export function TriedResults({ entity, expression, on, expects, type }: TriedResultsProps) {
  const { t } = useTranslation();
  const changes = useDraftedEntities();
  const asked = useDebounced(expression, 350);
  const { data } = useQuery({
    queryKey: ['try', entity, asked, on, expects, changes],
    queryFn: ({ signal }) => tryExpression({ changes, entity, expression: asked, on, expects }, signal),
    retry: false,
    staleTime: 5_000,
    gcTime: 10_000,
    placeholderData: (before) => before,
  });
  const [problem] = data?.problems ?? [];
  const results = data?.results ?? [];
  return (
    <div className={styles.tried}>
      <p className={problem ? styles.problem : styles.type} role="status">
        {problem ? faultMessage(t, problem) : t('designer.yields', { type })}
      </p>
      {!problem && results.length > 0 ? (
        <dl className={styles.results} aria-label={t('designer.examples')}>
          {results.map(({ id, title, value }) => (
            <div key={id} className={styles.result}>
              <dt>{title || id}</dt>
              <dd>{textOf(value) || '—'}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
