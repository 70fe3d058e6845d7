import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { Isolation } from '../../api/plugins.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { asNumber } from '../../lib/values.ts';
import styles from './LimitList.module.css';

interface LimitListProps {
  readonly limits: JsonObject;
  readonly isolation: Isolation;
}

/** How much a plugin may use, at most. */
export function LimitList({ limits, isolation }: LimitListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const number = (name: string) => format.number(asNumber(limits[name]) ?? 0);
  const facts: readonly [string, string][] = [
    [t('plugins.limit.memory'), `${number('memoryMb')} MB`],
    [t('plugins.limit.cpu'), `${number('cpuMs')} ms`],
    [t('plugins.limit.deadline'), `${number('deadlineMs')} ms`],
    [t('plugins.limit.hostCalls'), number('hostCalls')],
    [t('plugins.limit.concurrency'), number('concurrency')],
    [t('plugins.limit.process'), isolation === 'own' ? t('plugins.ownProcess') : t('plugins.sharedProcess')],
  ];
  return (
    <dl className={styles.limits}>
      {facts.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
