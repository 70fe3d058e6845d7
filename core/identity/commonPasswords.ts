/**
 * What people choose most, as far as it is not caught by its length or as a row of keys: words, without the digits and
 * signs that many write behind them, and whole passwords.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
password passwords passwort passwd mypassword thepassword password passw kennwort wachtwoord contrasena motdepasse senha parola
welcome welcomeback letmein letmeinnow iloveyou iloveyousomuch ilovegod trustno trustnoone changeme changemenow changeit
administrator admin adminadmin adminpassword root rootroot superuser superadmin sysadmin system manager default guest guestguest
user username testtest testing tester test testpassword temporary temppassword secret secretpassword topsecret login loginlogin
qwerty qwertyuiop qwertyui qwertz qwertzuiop azerty azertyuiop asdfghjkl asdfghjk zxcvbnm zxcvbn qazwsx qazwsxedc qweasd qweasdzxc
football basketball baseball volleyball liverpool chelsea arsenal barcelona realmadrid manchester juventus bayern
princess sunshine butterfly chocolate strawberry computer internet superman batman spiderman pokemon starwars dragon monkey
shadow master michael jennifer jessica jordan ashley charlie daniel matthew thomas robert anthony joshua andrew
michelle nicole amanda samantha elizabeth alexander alexandra christian patrick
whatever freedom forever friends family lovely loveme lovelove mylove babygirl angel angels blessed jesus jesuschrist
summer winter spring autumn monday friday january february december november october september august
company office business sales marketing customer crm kiln kilnkiln kilncrm kilnadmin salesforce hubspot
google facebook microsoft windows linux ubuntu android samsung iphone apple amazon
hello helloworld helloworldd hellohello goodmorning goodbye nothing something anything everything nobody
abcabc abcd abcdef abcdefg abcdefgh abcdefghi abcdefghij aaaaaa aabbcc
woaini woaiwojia wodemima mima mimamima mimashi nihao nihaoma zhongguo beijing shanghai guangzhou shenzhen
correcthorsebatterystaple correcthorse batterystaple
`
    .split(/\s+/)
    .filter(Boolean)
    .concat([
      '1q2w3e4r5t',
      '1q2w3e4r5t6y',
      '1q2w3e4r',
      '1qaz2wsx3edc',
      '1qazxsw23edc',
      'q1w2e3r4t5',
      'qwer1234qwer',
      'qwerty12345',
      'abc1234567',
      'abcd123456',
      'abc123abc123',
      'a123456789',
      'a1234567890',
      '123456789a',
      '1234567890q',
      '12345qwert',
      '123qweasdzxc',
      '123456qwerty',
      'asdf1234asdf',
      'zaq12wsxcde3',
      '5201314520',
      '1314520520',
      'woaini1314',
      'woaini5201314',
    ]),
);
