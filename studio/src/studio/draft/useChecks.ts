import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Said } from '../../../../core/errors/said.ts';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { ApiError } from '../../api/ApiError.ts';
import { type DefinitionChange, type PlannedChangeSet, planChangeSet } from '../../api/changesets.ts';
import { inWords } from '../../lib/inWords.ts';
import { saidOf } from '../../lib/saidOf.ts';
import { asObject, asObjects, asText } from '../../lib/values.ts';
import type { StudioDraftState, StudioDraftStore } from './createStudioDraft.ts';
import type { Conversions, Edits } from './edits.ts';
import type { DraftCheck, DraftPreview, DraftProblem } from './StudioDraft.ts';

interface Checks {
  readonly check: DraftCheck;
  readonly preview: DraftPreview | undefined;
  readonly show: (entities: readonly string[]) => () => void;
}

interface Question {
  readonly changeSet: Parameters<typeof planChangeSet>[0];
  readonly wanted: Parameters<typeof planChangeSet>[1];
}

interface Outcome {
  /** What was asked for; another question makes the answer an old one. */
  readonly question: Question;
  readonly answer: PlannedChangeSet | undefined;
  readonly problems: readonly Problem[];
  readonly error: unknown;
}

/** As the server says it, in English and for catalogues. */
type Problem = DraftProblem & Said;

/** A pause in typing. */
const restMs = 350;

/** Asks the server what it says of the draft, a moment after each change, and what the draft makes of what is shown. */
export function useChecks(store: StudioDraftStore, state: StudioDraftState, locale: string): Checks {
  const { t } = useTranslation();
  const [shown, setShown] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const [preview, setPreview] = useState<DraftPreview>();
  const show = useCallback((entities: readonly string[]) => {
    setShown((before) => [...before, ...entities]);
    return () => setShown((before) => entities.reduce(withoutOne, before));
  }, []);

  const { edits, base, isInStep } = state;
  const conversions = useMemo(() => usedConversions(edits, state.conversions), [edits, state.conversions]);
  const isAsked = edits.size > 0 && isInStep;
  const named = [...new Set(shown)].sort().join(' ');
  const entities = useMemo(() => named.split(' ').filter(Boolean), [named]);
  const question = useMemo(
    (): Question => ({
      changeSet: { changes: changesOf(edits), base, conversions },
      wanted: entities.length > 0 ? { locale, entities } : undefined,
    }),
    [edits, conversions, base, locale, entities],
  );

  useEffect(() => {
    if (!isAsked) {
      setPreview(undefined);
      return;
    }
    const cancel = new AbortController();
    const timer = setTimeout(() => {
      planChangeSet(question.changeSet, question.wanted, cancel.signal).then(
        (answer) => {
          setOutcome({ question, answer, problems: [], error: undefined });
          if (answer.preview) setPreview(answer.preview);
        },
        (error: unknown) => {
          if (cancel.signal.aborted) return;
          if (error instanceof ApiError && error.code === 'KILN_STALE') {
            // What is read anew is another question.
            store.follow().catch((failure: unknown) => setOutcome(failed(question, failure)));
          } else setOutcome(failed(question, error));
        },
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [store, question, isAsked]);

  const isCurrent = outcome?.question === question;
  const check = useMemo(
    (): DraftCheck => ({
      isChecking: edits.size > 0 && !isCurrent,
      problems: edits.size > 0 ? inWords(t, outcome?.problems ?? []) : [],
      plan: isAsked && isCurrent ? outcome.answer?.plan : undefined,
      error: isAsked && isCurrent ? outcome.error : undefined,
    }),
    [edits, isAsked, isCurrent, outcome, t],
  );
  return { check, preview, show };
}

/** What a draft says to the server. A rename is its old name removed and its new one, which has the x-id, made. */
export function changesOf(edits: Edits): DefinitionChange[] {
  return [...edits.values()].flatMap(({ kind, name, was, document }) => {
    const change = { kind, name, document };
    if (was === undefined || was === name) return [change];
    return document ? [{ kind, name: was, document: null }, change] : [{ kind, name: was, document: null }];
  });
}

/** Those of fields that are still there under that name. */
export function usedConversions(edits: Edits, conversions: Conversions): Conversions {
  const fields = new Set(
    [...edits.values()].flatMap(({ kind, name, document }) =>
      kind === 'entity' ? Object.keys(asObject(document?.properties) ?? {}).map((field) => `${name}.${field}`) : [],
    ),
  );
  return Object.fromEntries(Object.entries(conversions).filter(([field]) => fields.has(field)));
}

function failed(question: Question, error: unknown): Outcome {
  const isRefused = error instanceof ApiError && error.code === 'KILN_BAD_DEFINITION';
  if (!isRefused) return { question, answer: undefined, problems: [], error };
  // Where several forms are allowed, a value that is of none is told of for each.
  const told = asObjects(error.body.problems).map(toProblem);
  const problems = [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
  // Without places there is still what the server says.
  return { question, answer: undefined, problems, error: problems.length > 0 ? undefined : error };
}

function toProblem({ kind, name, pointer, ...words }: JsonObject): Problem {
  return {
    kind: asText(kind) ?? '',
    name: asText(name) ?? '',
    pointer: asText(pointer) ?? '',
    ...saidOf(words),
  };
}

function withoutOne(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return at < 0 ? names : names.toSpliced(at, 1);
}
