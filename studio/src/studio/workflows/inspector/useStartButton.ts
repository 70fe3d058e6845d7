import type { JsonObject } from '../../../../../core/lib/json.ts';
import { useDraftDocument, useStudioDraft } from '../../draft/StudioDraft.ts';
import { emptyLocale } from '../../entities/document/localeTexts.ts';
import { objectAt, textAt, textsAt, withPath } from '../../entities/document/members.ts';
import { otherLanguage } from '../../entities/EntityEditing.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';

/** palette: in the command palette, of a workflow without an entity. */
export type ButtonPlace = 'record' | 'list' | 'palette';

export interface StartButton {
  /** False while it is read, and where another action has the name of the workflow. */
  readonly isKnown: boolean;
  readonly places: readonly ButtonPlace[];
  readonly setPlaces: (places: readonly ButtonPlace[]) => void;
  /** Gives the workflow another trigger, with which its button goes along. */
  readonly setTrigger: (trigger: JsonObject) => void;
}

/** The button that starts the workflow which is designed: an action of its name, published together with it. */
export function useStartButton(): StartButton {
  const { name, document, otherText } = useWorkflowDesign();
  const { editMany } = useStudioDraft();
  const { document: action, status } = useDraftDocument('action', name);
  const { document: locale, status: localeStatus } = useDraftDocument('locale', otherLanguage);
  const isFree = !action && (status === 'missing' || status === 'ready');
  const own = action && textAt(objectAt(action, 'call'), 'workflow') === name ? action : undefined;
  const title = textAt(document, 'title') ?? name;

  const fresh = (): JsonObject => ({
    ...{ $schema: 'kiln:action', $id: name, title, icon: textAt(document, 'icon') ?? 'play' },
    call: { workflow: name },
  });

  function buttonFor(entity: string | undefined, places: readonly ButtonPlace[]): JsonObject {
    const { entity: _entity, on: _on, ...rest } = own ?? fresh();
    return entity === undefined ? rest : { ...rest, entity, on: places.filter((place) => place !== 'palette') };
  }

  const places = own ? placesOf(own) : [];
  return {
    isKnown: (isFree || own !== undefined) && localeStatus !== 'loading' && localeStatus !== 'failed',
    places,
    setPlaces(next) {
      const entity = textAt(objectAt(document, 'trigger'), 'entity');
      const button = next.length === 0 ? null : buttonFor(entity, next);
      const other = own ? '' : otherText(title);
      const texts = withPath(locale ?? emptyLocale(otherLanguage), ['actions', name, title], other);
      editMany([
        { kind: 'action', name, document: button },
        ...(button && other !== '' ? [{ kind: 'locale', name: otherLanguage, document: texts }] : []),
      ]);
    },
    setTrigger(trigger) {
      const entity = textAt(trigger, 'entity');
      const kept = places.filter((place) => (place === 'palette') === (entity === undefined));
      const next: readonly ButtonPlace[] = kept.length > 0 ? kept : [entity === undefined ? 'palette' : 'record'];
      const button = trigger.on === 'manual' ? buttonFor(entity, next) : null;
      editMany([
        { kind: 'workflow', name, document: { ...document, trigger } },
        ...(own ? [{ kind: 'action', name, document: button }] : []),
      ]);
    },
  };
}

function placesOf(action: JsonObject): ButtonPlace[] {
  if (textAt(action, 'entity') === undefined) return ['palette'];
  const on = textsAt(action, 'on');
  return on.length === 0 ? ['record'] : (['record', 'list'] as const).filter((place) => on.includes(place));
}
