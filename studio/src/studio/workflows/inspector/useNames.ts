import { useQuery } from '@tanstack/react-query';
import { isObject } from '../../../../../core/lib/json.ts';
import { titleOf } from '../../../../../core/model/title.ts';
import { getDefinition, listDefinitions } from '../../../api/definitions.ts';
import { definitionKeys, workflowKeys } from '../../../api/keys.ts';
import { listSecrets } from '../../../api/secrets.ts';
import { businessEntities, findEntity } from '../../../store/model.ts';
import { useStudioDraft } from '../../draft/StudioDraft.ts';
import { objectAt, textAt } from '../../entities/document/members.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';

export interface NamedThing {
  readonly name: string;
  readonly title: string;
}

interface Around {
  readonly entity: string;
  readonly plugin: string;
  /** Types of fields that are wanted. undefined: all. */
  readonly types: readonly string[] | undefined;
}

/**
 * What can be named: entities, fields, roles, forms, workflows, plugins and what they have. `isKnown`: all are there.
 */
export function useNames(kind: string, { entity, plugin, types }: Around): { names: NamedThing[]; isKnown: boolean } {
  const { model, name: own } = useWorkflowDesign();
  const { documents } = useStudioDraft();
  const plugins = useQuery({
    queryKey: definitionKeys.kind('plugin'),
    queryFn: ({ signal }) => listDefinitions('plugin', signal),
    enabled: kind === 'plugin',
  });
  const isPart = kind === 'pluginFunction' || kind === 'pluginStep';
  const parts = useQuery({
    queryKey: definitionKeys.one('plugin', plugin),
    queryFn: ({ signal }) => getDefinition('plugin', plugin, signal),
    enabled: isPart && plugin !== '',
  });
  const secrets = useQuery({
    queryKey: workflowKeys.secrets,
    queryFn: ({ signal }) => listSecrets(signal),
    enabled: kind === 'secret',
  });
  switch (kind) {
    case 'entity': {
      const business = businessEntities(model);
      const others = model.entities.filter((each) => !business.includes(each));
      return { names: [...business, ...others], isKnown: true };
    }
    case 'field': {
      const fields = findEntity(model, entity)?.fields ?? [];
      return { names: fields.filter(({ type }) => !types || types.includes(type)), isKnown: entity !== '' };
    }
    case 'role':
      return { names: [...model.roles], isKnown: true };
    case 'form':
      return { names: model.forms.filter(({ generated }) => !generated), isKnown: true };
    case 'workflow': {
      const drafted = [...documents.values()].filter((each) => each.kind === 'workflow' && each.saved === null);
      const fresh = drafted.flatMap(({ name, current }) => {
        return current ? [{ name, title: textAt(current, 'title') ?? titleOf(name) }] : [];
      });
      return { names: [...model.workflows, ...fresh].filter(({ name }) => name !== own), isKnown: true };
    }
    case 'plugin': {
      const names = (plugins.data ?? []).map(({ name }) => ({ name, title: titleOf(name) }));
      return { names, isKnown: plugins.data !== undefined };
    }
    case 'pluginFunction':
    case 'pluginStep': {
      const provided = objectAt(parts.data?.document, 'provides', kind === 'pluginStep' ? 'steps' : 'functions');
      const names = Object.entries(provided).map(([name, each]) => {
        return { name, title: (isObject(each) && textAt(each, 'title')) || titleOf(name) };
      });
      return { names, isKnown: parts.data !== undefined };
    }
    case 'secret':
      return { names: (secrets.data ?? []).map(({ name }) => ({ name, title: name })), isKnown: false };
    default:
      return { names: [], isKnown: false };
  }
}
