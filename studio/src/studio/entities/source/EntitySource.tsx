import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import metaschema from '../../../../../schemas/meta/entity.json' with { type: 'json' };
import { useDraftCheck } from '../../draft/StudioDraft.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { JsonEditor } from './JsonEditor.tsx';
import { parseObject } from './parseObject.ts';

/** The document of an entity as text. */
export function EntitySource() {
  const { t } = useTranslation();
  const { name, document, change } = useEntityEditing();
  const { problems } = useDraftCheck();
  const own = useMemo(() => problems.filter((each) => each.kind === 'entity' && each.name === name), [problems, name]);
  return (
    <JsonEditor
      label={t('designer.source')}
      value={document}
      parse={parseObject}
      schema={schema}
      problems={own}
      note={t('designer.inStep')}
      // The name is changed where everything that hangs on it follows.
      onChange={(next) => change(() => ({ ...next, $id: document.$id ?? name }), `${name} json`)}
    />
  );
}

const root: JsonObject = JSON.parse(JSON.stringify(metaschema));
const schema = { root, at: [] };
