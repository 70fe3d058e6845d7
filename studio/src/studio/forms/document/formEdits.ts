import type { FormField, FormSection, FormTab } from '../../../../../core/model/types.ts';

export interface SectionPlace {
  readonly tab: number;
  readonly section: number;
}

export interface FieldPlace extends SectionPlace {
  /** Before which field of the section; its length: after all of them. */
  readonly index: number;
}

type Tabs = readonly FormTab[];

/** Where a field stands; undefined when it is not in the form. */
export function findPlace(tabs: Tabs, field: string): FieldPlace | undefined {
  for (const [tab, { sections }] of tabs.entries()) {
    for (const [section, { fields }] of sections.entries()) {
      const index = fields.findIndex((each) => each.field === field);
      if (index !== -1) return { tab, section, index };
    }
  }
  return undefined;
}

/** Puts a field, new or from elsewhere in the form, before the one that stands at a place now. */
export function placeField(tabs: Tabs, field: string, to: FieldPlace): FormTab[] {
  const from = findPlace(tabs, field);
  const item: FormField = (from && tabs[from.tab]?.sections[from.section]?.fields[from.index]) ?? { field };
  const isBefore = from && from.tab === to.tab && from.section === to.section && from.index < to.index;
  const index = isBefore ? to.index - 1 : to.index;
  return changeSection(removeField(tabs, field), to, (section) => ({
    ...section,
    fields: section.fields.toSpliced(index, 0, fitted(item, section.columns)),
  }));
}

export function removeField(tabs: Tabs, field: string): FormTab[] {
  return tabs.map((tab) => ({
    ...tab,
    sections: tab.sections.map((section) => ({
      ...section,
      fields: section.fields.filter((each) => each.field !== field),
    })),
  }));
}

/** Sets members of a field; undefined takes one out. */
export function changeField(tabs: Tabs, field: string, change: Loose<Omit<FormField, 'field'>>): FormTab[] {
  const place = findPlace(tabs, field);
  if (!place) return [...tabs];
  return changeSection(tabs, place, (section) => ({
    ...section,
    fields: section.fields.with(place.index, cleanField({ field, ...section.fields[place.index], ...change })),
  }));
}

/** One step up or down among the fields, over the edges of sections. */
export function stepField(tabs: Tabs, field: string, step: -1 | 1): FormTab[] {
  const place = findPlace(tabs, field);
  const sections = place && tabs[place.tab]?.sections;
  if (!place || !sections) return [...tabs];
  const own = sections[place.section]?.fields.length ?? 0;
  const next = place.index + step;
  if (next >= 0 && next < own) return placeField(tabs, field, { ...place, index: step > 0 ? next + 1 : next });
  const beside = sections[place.section + step];
  if (!beside) return [...tabs];
  return placeField(tabs, field, {
    tab: place.tab,
    section: place.section + step,
    index: step > 0 ? 0 : beside.fields.length,
  });
}

export function changeSection(
  tabs: Tabs,
  { tab, section }: SectionPlace,
  change: (section: FormSection) => FormSection,
): FormTab[] {
  return tabs.map((each, index) =>
    index === tab ? { ...each, sections: each.sections.map((one, at) => (at === section ? change(one) : one)) } : each,
  );
}

/** Fields that were wider than their section then is are as wide as it. */
export function setColumns(tabs: Tabs, place: SectionPlace, columns: FormSection['columns']): FormTab[] {
  return changeSection(tabs, place, (section) => ({
    ...section,
    columns,
    fields: section.fields.map((field) => fitted(field, columns)),
  }));
}

export function addSection(tabs: Tabs, { tab, section }: SectionPlace): FormTab[] {
  const empty: FormSection = { columns: 2, fields: [] };
  return tabs.map((each, index) =>
    index === tab ? { ...each, sections: each.sections.toSpliced(section, 0, empty) } : each,
  );
}

/** Takes a section out of its place and puts it before the one that stands at another now. */
export function moveSection(tabs: Tabs, from: SectionPlace, to: SectionPlace): FormTab[] {
  const moved = tabs[from.tab]?.sections[from.section];
  if (!moved) return [...tabs];
  const isBefore = from.tab === to.tab && from.section < to.section;
  const rest = removeSection(tabs, from, false);
  return rest.map((each, index) =>
    index === to.tab
      ? { ...each, sections: each.sections.toSpliced(isBefore ? to.section - 1 : to.section, 0, moved) }
      : each,
  );
}

/** Its fields leave the form. A tab keeps one section at least, `keepOne`. */
export function removeSection(tabs: Tabs, { tab, section }: SectionPlace, keepOne = true): FormTab[] {
  return tabs.map((each, index) => {
    if (index !== tab) return each;
    const sections = each.sections.toSpliced(section, 1);
    return { ...each, sections: sections.length === 0 && keepOne ? [{ columns: 2, fields: [] }] : sections };
  });
}

export function addTab(tabs: Tabs, title: string): FormTab[] {
  return [...tabs, { title, sections: [{ columns: 2, fields: [] }] }];
}

export function moveTab(tabs: Tabs, from: number, to: number): FormTab[] {
  const moved = tabs[from];
  return moved && to >= 0 && to < tabs.length ? tabs.toSpliced(from, 1).toSpliced(to, 0, moved) : [...tabs];
}

export function removeTab(tabs: Tabs, tab: number): FormTab[] {
  return tabs.length > 1 ? tabs.toSpliced(tab, 1) : [...tabs];
}

export function setTabTitle(tabs: Tabs, tab: number, title: string): FormTab[] {
  return tabs.map((each, index) =>
    index === tab ? { ...(title === '' ? {} : { title }), sections: each.sections } : each,
  );
}

function fitted(field: FormField, columns: number): FormField {
  return field.span !== undefined && field.span > columns ? { ...field, span: columns } : field;
}

type Loose<Value> = { readonly [Key in keyof Value]?: Value[Key] | undefined };

/** Without the members that are undefined. */
function cleanField({
  field,
  span,
  showWhen,
  requireWhen,
  readOnlyWhen,
  help,
}: Loose<FormField> & { field: string }): FormField {
  return {
    field,
    ...(span === undefined ? {} : { span }),
    ...(showWhen === undefined ? {} : { showWhen }),
    ...(requireWhen === undefined ? {} : { requireWhen }),
    ...(readOnlyWhen === undefined ? {} : { readOnlyWhen }),
    ...(help === undefined ? {} : { help }),
  };
}

/** Sets members of a section; an undefined one goes. */
export function withMembers(
  section: FormSection,
  change: Loose<Pick<FormSection, 'title' | 'description' | 'showWhen'>>,
): FormSection {
  const { title, description, showWhen } = { ...section, ...change };
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(showWhen === undefined ? {} : { showWhen }),
    columns: section.columns,
    fields: section.fields,
  };
}
