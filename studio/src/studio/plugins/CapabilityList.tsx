import {
  CalendarClock,
  Database,
  FunctionSquare,
  Globe,
  KeyRound,
  type LucideIcon,
  PencilLine,
  Plug,
  ShieldAlert,
  StickyNote,
  Timer,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Capability } from '../../api/plugins.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import styles from './CapabilityList.module.css';
import { type CapabilityRow, capabilityRows } from './capabilityRows.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  records: Database,
  ownRecords: ShieldAlert,
  beforeWrite: PencilLine,
  inWrite: PencilLine,
  afterWrite: PencilLine,
  host: Globe,
  secret: KeyRound,
  service: Plug,
  kv: StickyNote,
  schedule: CalendarClock,
  job: Timer,
  function: FunctionSquare,
};
/** What reaches further than whoever it works for. */
function isFar({ code }: CapabilityRow): boolean {
  return code === 'ownRecords' || code === 'host';
}

interface CapabilityListProps {
  readonly capabilities: readonly Capability[];
  /** Those that it does not have yet. */
  readonly raised?: readonly Capability[];
}

/** What a plugin may do, in plain words, with what reaches furthest first. */
export function CapabilityList({ capabilities, raised = [] }: CapabilityListProps) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const isRaised = ({ sentence }: Capability) => raised.some((each) => each.sentence === sentence);
  const rows = capabilityRows({ t, model, language: i18n.language }, capabilities, isRaised);
  if (rows.length === 0) return <p className={styles.none}>{t('plugins.mayNothing')}</p>;
  return (
    <ul className={styles.list}>
      {rows
        .toSorted((a, b) => Number(isFar(b)) - Number(isFar(a)))
        .map((row) => {
          const Icon = icons[row.code] ?? Plug;
          return (
            <li key={row.key} className={isFar(row) ? styles.far : undefined}>
              <Icon size={15} strokeWidth={1.75} aria-hidden />
              <div className={styles.words}>
                {row.text}
                {row.lines.length > 0 ? (
                  <ul className={styles.lines}>
                    {row.lines.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                ) : null}
              </div>
              {row.isRaised ? <OptionChip title={t('plugins.new')} color="gold" /> : null}
            </li>
          );
        })}
    </ul>
  );
}
