import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import { type DraftProblem, useDraftCheck } from '../draft/StudioDraft.ts';
import { entityFields } from './document/entityFields.ts';
import { fieldText, localeText } from './document/localeTexts.ts';
import { useEntityEditing } from './EntityEditing.ts';
import { fieldOf } from './fieldOf.ts';

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
  const { i18n } = useTranslation();
  const check = useDraftCheck();
  const { name, fields, locale, saved } = useEntityEditing();
  const isChinese = i18n.language.startsWith('zh');
  const titles = useMemo(
    () =>
      new Map(
        fields.map((field) => {
          const own = isChinese ? localeText(locale, name, fieldText.title(field.name)) : '';
          return [field.name, own || field.title];
        }),
      ),
    [fields, locale, name, isChinese],
  );
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
