import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { WorkflowSummary } from '../../api/workflows.ts';
import { definitionKey } from '../draft/definitionKey.ts';
import type { DraftDocument, StudioDraft } from '../draft/StudioDraft.ts';
import { textAt } from '../entities/document/members.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { workflowText } from './document/localeTexts.ts';

/** A workflow of the list, as the draft has it. */
export interface WorkflowOutline extends Omit<WorkflowSummary, 'runs' | 'lastRun'> {
  /** What the draft does with it. */
  readonly state: 'same' | 'new' | 'changed' | 'removed';
  /** undefined: it never ran, or is new. */
  readonly runs: WorkflowSummary['runs'] | undefined;
  readonly lastRun: WorkflowSummary['lastRun'];
}

/** The workflows of the server with what the draft makes of them, by title. */
export function workflowOutlines(
  stored: readonly WorkflowSummary[],
  documents: StudioDraft['documents'],
  model: Pick<BrowserModel, 'workflows'>,
  language: string,
): WorkflowOutline[] {
  const titles = new Map(model.workflows.map(({ name, title }) => [name, title]));
  const drafted = [...documents.values()].filter(({ kind }) => kind === 'workflow');
  const locale = documents.get(definitionKey('locale', otherLanguage))?.current;
  const known = new Map(drafted.map((each) => [each.was ?? each.name, each]));
  const kept = stored.map((summary): WorkflowOutline => {
    const draft = known.get(summary.name);
    known.delete(summary.name);
    const said = { ...summary, title: titles.get(summary.name) ?? summary.title };
    return draft ? outlineOf(draft, said, titleIn) : { ...said, state: 'same' };
  });
  const fresh = [...known.values()]
    .filter(({ saved, current }) => saved === null && current !== null)
    .map((draft) => outlineOf(draft, undefined, titleIn));
  return [...kept, ...fresh].sort((one, other) => one.title.localeCompare(other.title, language));

  function titleIn(name: string, document: JsonObject): string {
    const english = textAt(document, 'title') ?? name;
    return (language === otherLanguage && workflowText(locale, name, english)) || english;
  }
}

function outlineOf(
  { name, saved, current, was }: DraftDocument,
  summary: WorkflowSummary | undefined,
  titleIn: (name: string, document: JsonObject) => string,
): WorkflowOutline {
  const document = current ?? saved ?? {};
  const isSame = current !== null && was === undefined && JSON.stringify(current) === JSON.stringify(saved);
  const isUntitled = isSame && summary !== undefined;
  return {
    name,
    title: isUntitled ? summary.title : titleIn(name, document),
    description: isUntitled ? summary.description : textAt(document, 'description'),
    icon: textAt(document, 'icon'),
    enabled: document.enabled !== false,
    package: summary?.package ?? 'local',
    trigger: isObject(document.trigger) ? document.trigger : {},
    runs: summary?.runs,
    lastRun: summary?.lastRun,
    state: current === null ? 'removed' : saved === null ? 'new' : isSame ? 'same' : 'changed',
  };
}
