import fc from 'fast-check';

export type Kind =
  | 'string'
  | 'int'
  | 'double'
  | 'bool'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'duration'
  | 'strings'
  | 'ints';

type Sources = Record<Kind, fc.Arbitrary<string>>;

/** Sources of well-typed expressions over `recordScope`, by the type of their result. */
export function arbitraryExpression(depth: number): Sources {
  const leaves = leafSources();
  return depth === 0 ? leaves : nested(leaves, arbitraryExpression(depth - 1));
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'ab',
    'won',
    '%',
    '_',
    '\\',
    'ÄÖß',
    '张伟',
    '👍a',
    ' a ',
    'a,b',
    '0',
    '12.50',
    '-3',
    'true',
    '2024-02-30',
  ),
  fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', 'A', ' ', ',', 'ß', '👍', '%', '_', 'é', '１') }),
);
const dates = ['0001-01-01', '1999-12-31', '2024-02-29', '2024-05-31', '9999-12-31'];
const times = [
  '2024-05-31T23:59:59.999Z',
  '2024-02-29',
  '1969-12-31T00:00:00.5Z',
  '2024-05-01T10:00:00+08:00',
  '9999-12-31T23:00:00Z',
];
const durations = ['P1D', 'PT36H', 'PT0.5S', '-PT90M', 'P1M', 'P1Y2M3DT4H5M6S', '1h30m', 'PT0S'];

function leafSources(): Sources {
  const int = fc.oneof(
    fc.integer({ min: -3, max: 12 }).map((value) => (value < 0 ? `(${value})` : String(value))),
    fc.constantFrom('9007199254740991', '1000000', '(-7)'),
    fc.constantFrom('qty', 'count', 'account.size', 'size(tags)', 'contacts.size()'),
  );
  return {
    string: fc.oneof(text.map(quoted), fc.constantFrom('name', 'stage', 'title', 'account.industry', 'owner', 'id')),
    int,
    double: fc.oneof(
      fc.integer({ min: -99999, max: 99999 }).map((value) => `(${(value / 100).toFixed(2)})`),
      fc.constantFrom('0.1', '0.2', '0.3', '1e-9', '123456789.123', '0.0'),
      fc.constantFrom('amount', 'price', 'double(qty)'),
    ),
    bool: fc.constantFrom(
      'true',
      'false',
      'closed',
      'active',
      'has(name)',
      'has(account)',
      '(name == null)',
      '(null != account)',
      'meta.flag',
    ),
    date: fc.oneof(
      fc.constantFrom('closeDate', 'dueDate', 'today()'),
      fc.constantFrom(...dates).map((value) => `date('${value}')`),
    ),
    timestamp: fc.oneof(
      fc.constantFrom('createdAt', 'seenAt', 'now()'),
      fc.constantFrom(...times).map((value) => `timestamp('${value}')`),
    ),
    time: fc.constant('start'),
    duration: fc.oneof(
      fc.constant('length'),
      fc.constantFrom(...durations).map((value) => `duration('${value}')`),
    ),
    strings: fc.oneof(
      fc.constant('tags'),
      fc.array(text, { maxLength: 3 }).map((items) => `[${items.map(quoted).join(', ')}]`),
    ),
    ints: fc.oneof(
      fc.constant('marks'),
      fc.array(fc.integer({ min: -3, max: 5 }), { minLength: 1, maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    ),
  };
}

/** `@kind` in a template stands for an expression of that kind. */
const templates: Record<Kind, readonly string[]> = {
  string: [
    '(@string + @string)',
    '@string.lower()',
    '@string.upper()',
    '@string.trim()',
    '@string.replace(@string, @string)',
    '@string.substring(@int)',
    '@string.substring(@int, @int)',
    '(@bool ? @string : @string)',
    '(@bool ? @string : null)',
    'coalesce(@string, @string)',
    'string(@int)',
    'string(@double)',
    'string(@bool)',
    'string(@date)',
    'string(@timestamp)',
    'string(@time)',
    '@strings.join(@string)',
    '@strings[@int]',
    'string(meta.text)',
    'contacts.map(c, c.name)[9]',
    'string(meta.number)',
    "meta['text'].lower()",
  ],
  int: [
    '(@int + @int)',
    '(@int - @int)',
    '(@int * @int)',
    '(@int / @int)',
    '(@int % @int)',
    '(-@int)',
    'size(@string)',
    'size(@strings)',
    'size(@ints)',
    '@string.indexOf(@string)',
    'round(@double)',
    'floor(@double)',
    'ceil(@double)',
    'abs(@int)',
    'min(@int, @int)',
    'max(@int, @int, @int)',
    'int(@double)',
    'int(@string)',
    'int(meta.number)',
    'year(@date)',
    'month(@timestamp)',
    'day(@date)',
    '@timestamp.getFullYear()',
    '@timestamp.getMonth()',
    '@date.getDate()',
    '@timestamp.getDayOfWeek()',
    '@date.getDayOfYear()',
    '@timestamp.getHours()',
    '@time.getMinutes()',
    '@timestamp.getSeconds()',
    '@duration.getHours()',
    '@duration.getSeconds()',
    'daysBetween(@date, @date)',
    'daysBetween(@timestamp, @timestamp)',
    '(@bool ? @int : @int)',
    'coalesce(@int, @int)',
    '@ints.sum()',
    '@ints.max()',
    '@ints[@int]',
    'contacts.filter(c, c.age > @int).size()',
    'contacts.map(c, c.age).sum()',
  ],
  double: [
    '(@double + @double)',
    '(@double - @double)',
    '(@double * @double)',
    '(@double / @double)',
    '(@int / @double)',
    '(-@double)',
    '(@int * @double)',
    'round(@double, @int)',
    'abs(@double)',
    'math.least(@double, @int)',
    'math.greatest(@double, @double)',
    'double(@int)',
    'double(@string)',
    'double(meta.number)',
    '(@bool ? @double : @int)',
    'coalesce(@double, @double)',
    '@ints.avg()',
    'contacts.map(c, c.age > 3, c.score).sum()',
    '(meta.number + @double)',
  ],
  bool: [
    '(@bool && @bool)',
    '(@bool || @bool)',
    '(!@bool)',
    '(@bool ? @bool : @bool)',
    '(@bool == @bool)',
    '(@bool != @bool)',
    '(@int == @int)',
    '(@int != @double)',
    '(@int < @int)',
    '(@double <= @int)',
    '(@double > @double)',
    '(@int >= @double)',
    '(@string == @string)',
    '(@string != @string)',
    '(@string < @string)',
    '(@string >= @string)',
    '(@date == @date)',
    '(@date < @date)',
    "(@date >= '2024-05-31')",
    '(@timestamp == @timestamp)',
    '(@timestamp > @timestamp)',
    "(@timestamp <= '2024-02-29')",
    '(@duration < @duration)',
    '(@duration == @duration)',
    "(start < '12:00')",
    '(@time == @time)',
    '(@string in @strings)',
    "(@string in ['a', 'won', name])",
    '(@int in @ints)',
    '(@int in [1, 2, qty])',
    '(@double in [1, 2.5, amount])',
    '@string.contains(@string)',
    '@string.startsWith(@string)',
    '@string.endsWith(@string)',
    "@string.matches('^[a-c]+$')",
    "@string.matches('\\\\d|ß.')",
    'has(meta.text)',
    'has(length)',
    '(meta.text == @string)',
    '(meta.number > @int)',
    '(meta.number != 2)',
    '(meta.list[0] == @int)',
    '(meta.flag == @bool)',
    '(@strings == @strings)',
    '(@ints != @ints)',
    '@strings.exists(x, x == @string)',
    '@strings.all(x, x != @string)',
    '@ints.exists_one(x, x > @int)',
    'contacts.exists(c, c.name == @string)',
    'contacts.all(c, c.age > @int || c.account == account)',
    'contacts.exists_one(c, c.score < @double)',
    '(account == @string)',
    '(account == owner)',
    '(account != owner)',
    '(owner in [id, @string])',
    '(owner in contacts)',
    '(id == @string)',
    '(id != @string)',
    "(owner in ['junk', '00000000-0000-7000-8000-000000000001'])",
    '(@string in contacts)',
    '(null == @int)',
    '(bool(@string) == true)',
    'contacts.exists(c, tags.exists(t, t == c.name || c.account.industry == t))',
    '(account.industry == @string)',
    '(meta == meta)',
    '(meta.text != meta.number)',
    '(meta.list == meta.list)',
  ],
  date: [
    '(@date + @duration)',
    '(@date - @duration)',
    '@date.addDays(@int)',
    '@date.addMonths(@int)',
    'date(@timestamp)',
    'date(@string.trim())',
    '(@bool ? @date : @date)',
    'coalesce(@date, @date)',
    'min(@date, @date)',
    'date(meta.text)',
  ],
  timestamp: [
    '(@timestamp + @duration)',
    '(@timestamp - @duration)',
    '@timestamp.addDays(@int)',
    '@timestamp.addMonths(@int)',
    'timestamp(@date)',
    'timestamp(@string.trim())',
    '(@bool ? @timestamp : @timestamp)',
    'coalesce(@timestamp, @timestamp)',
    'max(@timestamp, @timestamp)',
  ],
  time: ['(@bool ? start : null)', 'min(start, start)'],
  duration: [
    '(@duration + @duration)',
    '(@duration - @duration)',
    '(-@duration)',
    '(@timestamp - @timestamp)',
    '(@date - @date)',
    '(@bool ? @duration : @duration)',
    'min(@duration, @duration)',
  ],
  strings: [
    '(@strings + @strings)',
    '@string.split(@string)',
    '@strings.filter(x, x > @string)',
    '@strings.map(x, x + @string)',
    '[@string, name]',
    'contacts.map(c, c.age > 3, c.name).filter(x, false)',
  ],
  ints: ['(@ints + @ints)', '([] + @ints)', '@ints.map(x, x * @int)', '@ints.filter(x, x % 2 == 0)', '[@int, qty]'],
};

function nested(leaves: Sources, inner: Sources): Sources {
  const of = (kind: Kind): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 1, arbitrary: leaves[kind] },
      { weight: 4, arbitrary: fc.constantFrom(...templates[kind]).chain((each) => filled(each, inner)) },
    );
  return {
    string: of('string'),
    int: of('int'),
    double: of('double'),
    bool: of('bool'),
    date: of('date'),
    timestamp: of('timestamp'),
    time: of('time'),
    duration: of('duration'),
    strings: of('strings'),
    ints: of('ints'),
  };
}

function filled(template: string, inner: Sources): fc.Arbitrary<string> {
  const [head = '', ...parts] = template.split('@');
  const pieces = parts.map((part) => {
    const kind = kinds.find((each) => part.startsWith(each)) ?? 'string';
    return inner[kind].map((source) => source + part.slice(kind.length));
  });
  return fc.tuple(...pieces).map((sources) => head + sources.join(''));
}

// Longer names first: `@strings` is no `@string`.
const kinds: readonly Kind[] = [
  'strings',
  'string',
  'ints',
  'int',
  'double',
  'bool',
  'date',
  'timestamp',
  'time',
  'duration',
];
