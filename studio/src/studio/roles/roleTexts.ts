import type { JsonObject } from '../../../../core/lib/json.ts';
import type { RoleChange } from '../../store/role/roleChanges.ts';
import { emptyLocale } from '../entities/document/localeTexts.ts';
import { objectAt, textAt, withPath } from '../entities/document/members.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';

/** What a role is called and about in the other language; empty where the English text stands for it. */
export interface RoleTexts {
  readonly title: string;
  readonly description: string;
}

const members = ['title', 'description'] as const;

/** `locale`: the document of the other language, where there is one. */
export function roleTexts(locale: JsonObject | undefined, role: string): RoleTexts {
  const texts = objectAt(locale, 'roles', role);
  return { title: textAt(texts, 'title') ?? '', description: textAt(texts, 'description') ?? '' };
}

/** With the texts that are others than before; what others have said meanwhile stays. */
export function withRoleTexts(
  locale: JsonObject | undefined,
  role: string,
  before: RoleTexts,
  after: RoleTexts,
): JsonObject {
  return members.reduce(
    (document, member) =>
      before[member].trim() === after[member].trim()
        ? document
        : withPath(document, ['roles', role, member], after[member].trim() || undefined),
    locale ?? emptyLocale(otherLanguage),
  );
}

export function roleTextChanges(before: RoleTexts, after: RoleTexts): RoleChange[] {
  return members.flatMap((what): RoleChange[] => {
    const [was, is] = [before[what].trim(), after[what].trim()];
    return was === is ? [] : [{ kind: 'otherText', what, before: was, after: is }];
  });
}
