import { createContext, useContext } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { Romanize } from './document/apiName.ts';
import type { EntityField } from './document/entityFields.ts';
import type { Surroundings } from './document/fieldKinds.ts';
import type { TextPath } from './document/localeTexts.ts';

/** The language whose texts stand beside the English ones. */
export const otherLanguage = 'zh-CN';

/** An entity while it is designed: its document, its texts in the other language, and what changes both in one step. */
export interface EntityEditing {
  readonly name: string;
  readonly document: JsonObject;
  /** As the server has it; null: it is new. */
  readonly saved: JsonObject | null;
  /** The document of the other language; null: there is none yet. */
  readonly locale: JsonObject | null;
  readonly fields: readonly EntityField[];
  /** Ids of the fields that the server has. */
  readonly savedIds: ReadonlySet<string>;
  readonly around: Surroundings;
  /** As the draft makes it, as far as it can be made. */
  readonly model: BrowserModel;
  /** Syllables of Chinese titles, once they can be told. */
  readonly romanize: Romanize | undefined;
  readonly change: (change: (document: JsonObject) => JsonObject, step?: string) => void;
  /** Document and texts of the other language together. */
  readonly changeBoth: (document: JsonObject, locale: JsonObject, step?: string) => void;
  readonly setText: (path: TextPath, text: string, step?: string) => void;
}

const Context = createContext<EntityEditing | undefined>(undefined);

export const EntityEditingProvider = Context.Provider;

export function useEntityEditing(): EntityEditing {
  const editing = useContext(Context);
  if (!editing) throw new Error('No EntityEditingProvider above');
  return editing;
}
