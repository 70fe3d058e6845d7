import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useDraftDocument, useDraftPreview, useStudioDraft } from '../draft/StudioDraft.ts';
import { emptyLocale } from '../entities/document/localeTexts.ts';
import { draftedModel } from '../entities/draftedModel.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { withTextMoved, withWorkflowText, workflowText } from './document/localeTexts.ts';

/**
 * A workflow while it is designed: its document, its texts in the other language, and what changes them in one step.
 */
export interface WorkflowEditing {
  readonly name: string;
  readonly document: JsonObject;
  /** As the server has it; null: it is new. */
  readonly saved: JsonObject | null;
  /** With the entities as the draft makes them. */
  readonly model: BrowserModel;
  /** `step`: what is being typed is taken back together. */
  readonly change: (change: (document: JsonObject) => JsonObject, step?: string) => void;
  /** A text of the document in the language of the page. */
  readonly say: (english: string) => string;
  /** The text in the other language that stands for an English one; '' where there is none. */
  readonly otherText: (english: string | undefined) => string;
  readonly setOtherText: (english: string, text: string, step: string) => void;
  /** Another English text: what it was translated to goes along. */
  readonly setEnglish: (next: JsonObject, from: string | undefined, to: string, step: string) => void;
}

export interface WorkflowDraft {
  readonly editing: WorkflowEditing | undefined;
  readonly document: JsonObject | null | undefined;
  readonly status: ReturnType<typeof useDraftDocument>['status'];
  readonly error: unknown;
}

export function useWorkflowDraft(name: string): WorkflowDraft {
  const { edit, editMany, documents } = useStudioDraft();
  const live = useModel();
  const isOther = useTranslation().i18n.language === otherLanguage;
  const { document, saved, status, error } = useDraftDocument('workflow', name);
  const { document: locale, status: localeStatus } = useDraftDocument('locale', otherLanguage);
  const drafted = useMemo(
    () => [...documents.values()].flatMap((each) => (each.kind === 'entity' && each.current ? [each.name] : [])),
    [documents],
  );
  const preview = useDraftPreview(drafted);
  const model = useMemo(() => draftedModel(live, preview), [live, preview]);

  const change = useCallback<WorkflowEditing['change']>((how, step) => edit('workflow', name, how, step), [edit, name]);
  const setOtherText = useCallback<WorkflowEditing['setOtherText']>(
    (english, text, step) => {
      const next = withWorkflowText(locale ?? emptyLocale(otherLanguage), name, english, text);
      editMany([{ kind: 'locale', name: otherLanguage, document: next }], step);
    },
    [editMany, locale, name],
  );
  const setEnglish = useCallback<WorkflowEditing['setEnglish']>(
    (next, from, to, step) => {
      const texts = locale && from !== undefined ? withTextMoved(locale, name, from, to) : locale;
      const withTexts = texts && texts !== locale ? [{ kind: 'locale', name: otherLanguage, document: texts }] : [];
      editMany([{ kind: 'workflow', name, document: next }, ...withTexts], step);
    },
    [editMany, locale, name],
  );
  const say = useCallback<WorkflowEditing['say']>(
    (english) => (isOther && workflowText(locale, name, english)) || english,
    [isOther, locale, name],
  );
  const editing = useMemo(
    (): WorkflowEditing | undefined =>
      document && localeStatus !== 'loading'
        ? {
            ...{ name, document, saved: saved ?? null, model, change, setOtherText, setEnglish },
            otherText: (english) => (english === undefined ? '' : workflowText(locale, name, english)),
            say,
          }
        : undefined,
    [name, document, saved, model, locale, localeStatus, say, change, setOtherText, setEnglish],
  );
  return { editing, document, status, error };
}
