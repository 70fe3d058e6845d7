import { address } from './address.ts';
import { boolean } from './boolean.ts';
import { color } from './color.ts';
import { date } from './date.ts';
import { dateTime } from './dateTime.ts';
import { decimal } from './decimal.ts';
import { duration } from './duration.ts';
import { email } from './email.ts';
import { encrypted } from './encrypted.ts';
import { file } from './file.ts';
import { files } from './files.ts';
import { geoPoint } from './geoPoint.ts';
import { image } from './image.ts';
import { images } from './images.ts';
import { integer } from './integer.ts';
import { json } from './json/json.ts';
import { markdown } from './markdown.ts';
import { money } from './money.ts';
import { multiline } from './multiline.ts';
import { multiSelect } from './multiSelect.ts';
import { percent } from './percent.ts';
import { personName } from './personName.ts';
import { phone } from './phone.ts';
import { rating } from './rating.ts';
import { select } from './select.ts';
import { tags } from './tags.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import type { FieldType } from './types.ts';
import { url } from './url.ts';
import { user } from './user.ts';

/**
 * The types whose value stands by itself, in the order in which they are offered. A new one is one file and one line
 * here.
 */
export const plainTypes: readonly FieldType[] = Object.freeze([
  text,
  multiline,
  markdown,
  integer,
  decimal,
  money,
  percent,
  boolean,
  date,
  dateTime,
  time,
  duration,
  email,
  phone,
  url,
  select,
  multiSelect,
  tags,
  rating,
  color,
  json,
  address,
  personName,
  geoPoint,
  file,
  files,
  image,
  images,
  user,
  encrypted,
]);
