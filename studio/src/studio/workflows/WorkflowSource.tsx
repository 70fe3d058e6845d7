import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import metaschema from '../../../../schemas/meta/workflow.json' with { type: 'json' };
import { useDraftCheck } from '../draft/StudioDraft.ts';
import { JsonEditor } from '../entities/source/JsonEditor.tsx';
import { parseObject } from '../entities/source/parseObject.ts';
import type { WorkflowEditing } from './useWorkflowDraft.ts';

/** The document of a workflow as text. */
export function WorkflowSource({ editing }: { readonly editing: WorkflowEditing }) {
  const { t } = useTranslation();
  const { name, document, change } = editing;
  const { problems } = useDraftCheck();
  const own = useMemo(
    () => problems.filter((each) => each.kind === 'workflow' && each.name === name),
    [problems, name],
  );
  return (
    <JsonEditor
      label={t('designer.source')}
      value={document}
      parse={parseObject}
      schema={schema}
      problems={own}
      note={t('designer.inStep')}
      onChange={(next) => change(() => ({ ...next, $id: document.$id ?? name }), `${name} json`)}
    />
  );
}

const root: JsonObject = JSON.parse(JSON.stringify(metaschema));
const schema = { root, at: [] };
