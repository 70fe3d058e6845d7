import { Plus } from 'lucide-react';
import { memo, type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import { valueAt } from '../../store/workflow/documentPath.ts';
import type { StepSpot } from '../../store/workflow/stepTree.ts';
import { Popover } from '../../ui/Popover.tsx';
import { useFlow } from './FlowContext.ts';
import type { FlowEditing, FlowProps } from './flowTypes.ts';
import styles from './SpotButton.module.css';
import { stepTitle } from './stepWords.ts';

interface SpotButtonProps {
  readonly spot: StepSpot;
  readonly id: string;
  /** It is the only one of its list, and says what it is for. */
  readonly isEmpty: boolean;
}

/** Adds a step where it stands, and shows where what is dragged would go. */
export function SpotButton({ spot, id, isEmpty }: SpotButtonProps) {
  const { document, editing, say, target } = useFlow();
  const latest = useRef({ spot, editing });
  latest.current = { spot, editing };
  if (!editing) return null;
  const before = valueAt(document, [...spot.list, spot.index - 1]);
  return <Face id={id} isEmpty={isEmpty} isTarget={target === id} before={before} say={say} latest={latest} />;
}

interface FaceProps extends Pick<FlowProps, 'say'> {
  readonly id: string;
  readonly isEmpty: boolean;
  readonly isTarget: boolean;
  /** The step that it stands behind. */
  readonly before: Json | undefined;
  readonly latest: RefObject<{ readonly spot: StepSpot; readonly editing: FlowEditing | undefined }>;
}

const Face = memo(function Face({ id, isEmpty, isTarget, before, say, latest }: FaceProps) {
  const { t } = useTranslation();
  const where = isObject(before) ? t('flow.afterStep', { step: stepTitle(t, before, say) }) : t('flow.atStart');
  return (
    <Popover
      label={t('flow.add')}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          data-node={id}
          data-spot={id}
          className={`nodrag nopan ${styles.spot} ${isEmpty ? styles.empty : ''} ${isTarget ? styles.target : ''}`}
          aria-label={`${t('flow.add')}: ${where}`}
        >
          <Plus size={14} strokeWidth={2.25} aria-hidden />
          {isEmpty ? <span>{t('flow.addFirst')}</span> : null}
        </button>
      )}
    >
      {(close) => {
        const { spot, editing } = latest.current;
        return editing?.picker(spot, close);
      }}
    </Popover>
  );
});
