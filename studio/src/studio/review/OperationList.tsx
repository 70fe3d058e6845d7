import { ChevronRight, Clock, Workflow } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operation, Plan, Risk } from '../../api/changesets.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { asTexts } from '../../lib/values.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { foldNewTables } from './foldNewTables.ts';
import styles from './OperationList.module.css';
import { operationText } from './operationText.ts';
import { RemovedOption } from './RemovedOption.tsx';
import { UnfitValues } from './UnfitValues.tsx';
import { useDuration } from './useDuration.ts';
import { useTitles } from './useTitles.ts';

const groups: readonly {
  readonly risk: Risk;
  readonly id: 'loses' | 'rewrites' | 'locks' | 'safe';
  readonly color: string;
}[] = [
  { risk: 'loses data', id: 'loses', color: 'red' },
  { risk: 'rewrites', id: 'rewrites', color: 'orange' },
  { risk: 'locks', id: 'locks', color: 'gold' },
  { risk: 'safe', id: 'safe', color: 'green' },
];

interface OperationListProps {
  readonly plan: Plan;
  /** What is chosen about values that do not fit can be changed. Default: false. */
  readonly canChoose?: boolean;
}

/** What happens to the data, what is worst first. */
export function OperationList({ plan, canChoose = false }: OperationListProps) {
  const { t } = useTranslation();
  const operations = foldNewTables(plan.operations);
  if (operations.length === 0) return <p className={styles.none}>{t('studio.noOperations')}</p>;
  return (
    <div className={styles.groups}>
      {groups.map(({ risk, id, color }) => {
        const members = operations.filter((operation) => operation.risk === risk);
        if (members.length === 0) return null;
        return (
          <section key={risk} className={styles.group} aria-label={t(`studio.risk.${id}`)}>
            <h3 className={styles.risk}>
              <OptionChip title={t(`studio.risk.${id}`)} color={color} />
              <span>{t(`studio.riskText.${id}`)}</span>
            </h3>
            <ul>
              {members.map((operation) => (
                <OperationItem key={keyOf(operation)} plan={plan} operation={operation} canChoose={canChoose} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The same while what is chosen about it changes. A table of links has two foreign keys of one field, which differ in their SQL alone. */
function keyOf({ op, entity, field, details, sentence, sql }: Operation): string {
  const part = JSON.stringify(details.options ?? details.index ?? '');
  return `${op} ${entity} ${field ?? sentence} ${part} ${op === 'addForeignKey' ? sql[0] : ''}`;
}

const noneUnfit = { rows: 0, examples: [], isEstimate: false };

interface OperationItemProps {
  readonly plan: Plan;
  readonly operation: Operation;
  readonly canChoose: boolean;
}

function OperationItem({ plan, operation, canChoose }: OperationItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const duration = useDuration();
  const titles = useTitles(plan);
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { conversions } = useStudioDraft();
  const { rows, ms, online, sql, unfit, op, entity, field = '' } = operation;
  // What was chosen stays in sight, also when everything fits by it.
  const isChosen = canChoose && op === 'changeType' && Object.hasOwn(conversions, `${entity}.${field}`);
  return (
    <li className={styles.operation}>
      <div className={styles.line}>
        <span className={styles.text}>{operationText(t, titles, operation)}</span>
        <span className={styles.facts}>
          {rows === undefined ? null : <span>{t('studio.rows', { count: rows, shown: format.number(rows) })}</span>}
          {ms === undefined ? null : (
            <span className={styles.fact}>
              <Clock size={12} aria-hidden />
              {duration(ms)}
            </span>
          )}
          {online ? (
            <span className={styles.fact} title={t('studio.onlineText')}>
              <Workflow size={12} aria-hidden />
              {t('studio.online')}
            </span>
          ) : null}
          {sql.length > 0 ? (
            <button
              type="button"
              className={styles.more}
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => setOpen(!isOpen)}
            >
              <ChevronRight size={13} aria-hidden />
              SQL
            </button>
          ) : null}
        </span>
      </div>
      {unfit || isChosen ? (
        <UnfitValues operation={operation} unfit={unfit ?? noneUnfit} canChoose={canChoose} />
      ) : null}
      {canChoose && operation.op === 'removeOption'
        ? asTexts(operation.details.options).map((option) => (
            <RemovedOption key={option} plan={plan} operation={operation} option={option} />
          ))
        : null}
      <pre id={id} hidden={!isOpen} className={styles.sql}>
        {isOpen ? sql.join(';\n') : null}
      </pre>
    </li>
  );
}
