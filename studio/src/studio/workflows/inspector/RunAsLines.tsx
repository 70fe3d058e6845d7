import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { textAt } from '../../entities/document/members.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameLine } from './NameLine.tsx';

const actors = ['publisher', 'actor', 'user'] as const;

/** Whom its runs act for, and by whose rights. */
export function RunAsLines() {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const user = isObject(document.runAs) ? (textAt(document.runAs, 'user') ?? '') : undefined;
  const actor = user !== undefined ? 'user' : document.runAs === 'actor' ? 'actor' : 'publisher';
  return (
    <>
      <InputLine label={t('workflows.runAs')} help={t(`workflows.runAsHelp.${actor}`)} problem={problemAt(['runAs'])}>
        {(control) => (
          <Choice {...control} value={actor} onChange={({ target }) => set(['runAs'], firstOf(target.value))}>
            {actors.map((each) => (
              <option key={each} value={each}>
                {t(`workflows.actors.${each}`)}
              </option>
            ))}
          </Choice>
        )}
      </InputLine>
      {user === undefined ? null : (
        <NameLine
          label={t('workflows.actors.user')}
          kind="user"
          path={['runAs', 'user']}
          value={user}
          onChange={(next) => set(['runAs', 'user'], next ?? '')}
        />
      )}
    </>
  );
}

/** What stands in the document when an actor is chosen; the publisher is what nothing means. */
function firstOf(actor: string): Json | undefined {
  if (actor === 'user') return { user: '' };
  return actor === 'actor' ? actor : undefined;
}
