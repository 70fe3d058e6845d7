import type { ActionsWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { useEntity, useModel } from '../../../app/ModelContext.tsx';
import { ActionButtons } from '../../actions/ActionButtons.tsx';
import { useIsFitting } from '../../actions/useFittingActions.ts';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import styles from './ActionsWidget.module.css';

interface ActionsWidgetProps {
  readonly widget: Widget;
  readonly place: WidgetPlace;
}

/** Things to do, as buttons. */
export function ActionsWidget({ widget, place: { around } }: ActionsWidgetProps) {
  const model = useModel();
  const entity = useEntity(around?.entity ?? '');
  const isFitting = useIsFitting(entity);
  const actions = model.actions.filter((action) => {
    if (!widget.actions.includes(action.name)) return false;
    return action.entity === undefined || (around !== undefined && isFitting(action, around.values));
  });
  const free = actions.filter((action) => action.entity === undefined);
  const own = actions.filter((action) => action.entity !== undefined);
  const buttons = (
    <div className={styles.buttons}>
      {around ? <ActionButtons actions={own} target={{ on: 'record', entity: around.entity, id: around.id }} /> : null}
      <ActionButtons actions={free} target={{ on: 'nothing' }} />
    </div>
  );
  return widget.title === undefined ? buttons : <WidgetFrame title={widget.title}>{buttons}</WidgetFrame>;
}
