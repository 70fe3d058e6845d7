import { useQuery } from '@tanstack/react-query';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { listAllDefinitions } from '../../../api/definitions.ts';
import { definitionKeys } from '../../../api/keys.ts';
import { definitionKey } from '../../draft/definitionKey.ts';
import { useDraftDocument, useStudioDraft } from '../../draft/StudioDraft.ts';
import { emptyLocale } from '../../entities/document/localeTexts.ts';
import { objectAt, textAt, textsAt, withMember, withPath } from '../../entities/document/members.ts';
import { otherLanguage } from '../../entities/EntityEditing.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';

/** palette: in the command palette, of a workflow without an entity. */
export type ButtonPlace = 'record' | 'list' | 'palette';

export interface StartButton {
  /** False while it is read, and where another action has the name of the workflow. */
  readonly isKnown: boolean;
  readonly places: readonly ButtonPlace[];
  readonly setPlaces: (places: readonly ButtonPlace[]) => void;
  /** Names of those to whom it is offered; none: to everybody. */
  readonly roles: readonly string[];
  readonly setRoles: (roles: readonly string[]) => void;
  /** Gives the workflow another trigger, with which its button goes along. */
  readonly setTrigger: (trigger: JsonObject) => void;
}

/** The button that starts the workflow which is designed: an action of its name, published together with it. */
export function useStartButton(): StartButton {
  const { name, document, otherText } = useWorkflowDesign();
  const { documents, edit, editMany } = useStudioDraft();
  const isDrafted = documents.has(definitionKey('action', name));
  // The model has only what is offered to its reader; and asking for one that is not there is an error on the network.
  const { data: saved } = useQuery({
    queryKey: definitionKeys.all,
    queryFn: ({ signal }) => listAllDefinitions(signal),
    enabled: !isDrafted,
  });
  const isSaved = saved?.some((each) => each.kind === 'action' && each.name === name);
  const { document: action, status } = useDraftDocument('action', isDrafted || isSaved ? name : undefined);
  const { document: locale, status: localeStatus } = useDraftDocument('locale', otherLanguage);
  const isFree = isDrafted ? !action : isSaved === false || (isSaved === true && status === 'missing');
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
    roles: own ? textsAt(own, 'roles') : [],
    setRoles: (roles) =>
      edit('action', name, (before) => withMember(before, 'roles', roles.length > 0 ? [...roles] : undefined)),
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
