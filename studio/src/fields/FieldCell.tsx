import type { Json } from '../../../core/lib/json.ts';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { isEmpty } from '../lib/values.ts';
import { valueType } from '../store/valueType.ts';
import { Cell as AddressCell } from './address/Cell.tsx';
import { Cell as AutoNumberCell } from './autoNumber/Cell.tsx';
import { Cell as BooleanCell } from './boolean/Cell.tsx';
import { Cell as ChildrenCell } from './children/Cell.tsx';
import { Cell as ColorCell } from './color/Cell.tsx';
import { Cell as DateCell } from './date/Cell.tsx';
import { Cell as DateTimeCell } from './dateTime/Cell.tsx';
import { Cell as DecimalCell } from './decimal/Cell.tsx';
import { Cell as DurationCell } from './duration/Cell.tsx';
import { Cell as EmailCell } from './email/Cell.tsx';
import { Cell as EncryptedCell } from './encrypted/Cell.tsx';
import { Cell as FileCell } from './file/Cell.tsx';
import { Cell as FilesCell } from './files/Cell.tsx';
import { Cell as GeoPointCell } from './geoPoint/Cell.tsx';
import { Cell as ImageCell } from './image/Cell.tsx';
import { Cell as ImagesCell } from './images/Cell.tsx';
import { Cell as IntegerCell } from './integer/Cell.tsx';
import { Cell as JsonCell } from './json/Cell.tsx';
import { Cell as ManyToManyCell } from './manyToMany/Cell.tsx';
import { Cell as MarkdownCell } from './markdown/Cell.tsx';
import { Cell as MoneyCell } from './money/Cell.tsx';
import { Cell as MultilineCell } from './multiline/Cell.tsx';
import { Cell as MultiSelectCell } from './multiSelect/Cell.tsx';
import { Cell as PercentCell } from './percent/Cell.tsx';
import { Cell as PersonNameCell } from './personName/Cell.tsx';
import { Cell as PhoneCell } from './phone/Cell.tsx';
import { Cell as PolymorphicCell } from './polymorphic/Cell.tsx';
import { Cell as RatingCell } from './rating/Cell.tsx';
import { Cell as RelationCell } from './relation/Cell.tsx';
import { Cell as SelectCell } from './select/Cell.tsx';
import { Cell as TagsCell } from './tags/Cell.tsx';
import { Cell as TextCell } from './text/Cell.tsx';
import { Cell as TimeCell } from './time/Cell.tsx';
import type { CellComponent } from './types.ts';
import { Cell as UrlCell } from './url/Cell.tsx';
import { Cell as UserCell } from './user/Cell.tsx';

/** The cell of each field type, by the name of its folder. */
const cells: Readonly<Record<string, CellComponent>> = {
  address: AddressCell,
  autoNumber: AutoNumberCell,
  boolean: BooleanCell,
  children: ChildrenCell,
  color: ColorCell,
  date: DateCell,
  dateTime: DateTimeCell,
  decimal: DecimalCell,
  duration: DurationCell,
  email: EmailCell,
  encrypted: EncryptedCell,
  file: FileCell,
  files: FilesCell,
  geoPoint: GeoPointCell,
  image: ImageCell,
  images: ImagesCell,
  integer: IntegerCell,
  json: JsonCell,
  manyToMany: ManyToManyCell,
  markdown: MarkdownCell,
  money: MoneyCell,
  multiline: MultilineCell,
  multiSelect: MultiSelectCell,
  percent: PercentCell,
  personName: PersonNameCell,
  phone: PhoneCell,
  polymorphic: PolymorphicCell,
  rating: RatingCell,
  relation: RelationCell,
  select: SelectCell,
  tags: TagsCell,
  text: TextCell,
  time: TimeCell,
  url: UrlCell,
  user: UserCell,
};

interface FieldCellProps {
  readonly field: BrowserField;
  readonly value: Json;
}

/** The value of a field, shown as its type does; nothing when empty. A type without a cell of its own shows as text. */
export function FieldCell({ field, value }: FieldCellProps) {
  if (isEmpty(value)) return null;
  const Cell = cells[valueType(field)] ?? TextCell;
  return <Cell field={field} value={value} />;
}
