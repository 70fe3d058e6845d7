import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import type { BrowserView } from '../../../../core/model/browserViews.ts';
import { visibleEntities } from '../../store/model.ts';

export interface WaitingView {
  readonly view: BrowserView;
  readonly entity: BrowserEntity;
  /** due: its time has come; mine: it is for whoever looks. */
  readonly kind: 'due' | 'mine';
}

/** A date or moment that now has reached: `dueOn < today()`. */
const past = /<=?\s*(today|now)\(\)/;
const own = /\bactor\.id\b/;

/** The views that tell what to do: those of what is due first, then those of one's own. Read off their conditions. */
export function waitingViews(model: BrowserModel): WaitingView[] {
  const entities = new Map(visibleEntities(model).map((entity) => [entity.name, entity]));
  const found = model.views.flatMap((view): WaitingView[] => {
    const entity = entities.get(view.entity);
    if (!entity || view.where === undefined) return [];
    if (past.test(view.where)) return [{ view, entity, kind: 'due' }];
    return own.test(view.where) ? [{ view, entity, kind: 'mine' }] : [];
  });
  return [...found.filter(({ kind }) => kind === 'due'), ...found.filter(({ kind }) => kind === 'mine')];
}
