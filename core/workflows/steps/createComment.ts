import type { Ctx } from '../../context/types.ts';
import { said } from '../../errors/said.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import type { StepRunner } from '../engine/StepRunner.ts';
import { permanentFailure } from './permanentFailure.ts';
import { createOnce } from './records/createRecordsCreate.ts';

/** The entity of notes, and its fields, by x-id: they may be called otherwise today. */
const note = { entity: 'note', title: 'title', body: 'body', about: 'about' } as const;
const longestTitle = 120;

/** Writes a note about a record: output is `{id}`. */
export function createComment(): StepRunner {
  return {
    name: 'comment',
    transactional: true,
    async run(call) {
      const { ctx, input } = call;
      const { entity, values } = noteAbout(ctx, String(input.entity), String(input.id), input);
      const made = await createOnce(call, entity, values);
      return { output: { id: isObject(made) ? (made.id ?? null) : null } };
    },
  };
}

function noteAbout(
  { model }: Ctx,
  about: string,
  id: string,
  input: JsonObject,
): { readonly entity: string; readonly values: JsonObject } {
  const entity = byId(model.entities, note.entity);
  const [title, body, link] = [note.title, note.body, note.about].map((field) => entity && byId(entity.fields, field));
  if (!entity || !title || !body || !link?.relation?.targets.includes(about)) {
    const shown = about.slice(0, 60);
    throw permanentFailure(
      said`No notes can be written about ${shown}: the entity of notes is gone, or leads elsewhere.`,
    );
  }
  const text = String(input.text ?? '');
  const given = typeof input.title === 'string' ? input.title.trim() : '';
  const value = link.relation.kind === 'polymorphic' ? { entity: about, id } : id;
  return {
    entity: entity.name,
    values: { [title.name]: given || firstLine(text), [body.name]: text, [link.name]: value },
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).toWellFormed()}…`;
}
