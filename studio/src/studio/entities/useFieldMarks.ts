import { useMemo } from 'react';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import { type DraftProblem, useDraftCheck } from '../draft/StudioDraft.ts';
import { entityFields } from './document/entityFields.ts';
import { useEntityEditing } from './EntityEditing.ts';
import { fieldOf } from './fieldOf.ts';
import { useFieldTitles } from './useFieldTitles.ts';

interface FieldMarks {
  /** In the language of the page, by name. */
  readonly titles: ReadonlyMap<string, string>;
  readonly problems: readonly DraftProblem[];
  /** Names of the fields that have some. */
  readonly faulty: ReadonlySet<string>;
  /** Names of the fields that are not as the server has them. */
  readonly changed: ReadonlySet<string>;
}

/** What is shown of each field beside its name. */
export function useFieldMarks(): FieldMarks {
  const check = useDraftCheck();
  const { name, fields, saved } = useEntityEditing();
  const titles = useFieldTitles();
  const problems = useMemo(
    () => check.problems.filter((problem) => problem.kind === 'entity' && problem.name === name),
    [check.problems, name],
  );
  const faulty = useMemo(() => new Set(problems.map(({ pointer }) => fieldOf(pointer)).filter(Boolean)), [problems]);
  const before = useMemo(() => new Map((saved ? entityFields(saved) : []).map((field) => [field.id, field])), [saved]);
  const changed = useMemo(
    () =>
      new Set(
        fields.flatMap((field) => {
          const was = before.get(field.id);
          const isSame = was?.name === field.name && was.required === field.required;
          return was && isSame && jsonEqual(was.schema, field.schema) ? [] : [field.name];
        }),
      ),
    [fields, before],
  );
  return { titles, problems, faulty, changed };
}
