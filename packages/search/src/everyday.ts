/**
 * Words that everybody writes, whatever it is about. They say little of what is wrong, and none of them is a typing mistake
 * of another word. Words of the trade that packs are about, such as job, table or model, are left out.
 */

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Words that hold sentences together. */
export const STOP_WORDS = wordsIn(`
  a an and are as at be been but by can did do does for from had has have how i if in into is it its me my no not of on
  one or our so than that the their them then there they this those to up us was we were what when where which while who
  why will with you your am any he her him his she these would could should may might must shall being having doing
  der das und ist sind ein eine keine nicht zu fur im auf von schon viele tut mir leid le la les des une pour est sont deja trop
  avec pas el los las para por ya lo siento tenemos os um uma il gli per gia
`)

/** Words that stand in many lines of logs and names of alerts. */
export const LOG_WORDS = wordsIn(`
  alert alertname app api call code com critical debug env error exception failed failure fatal firing high host http
  https info instance internal level line log low message msg name new null number org pid pod prod production rate
  request response service severity staging stderr stdout threshold time too trace true false type undefined value warn
  fehler erreur errore erro warning detail details hint object string stack thread main net file server client system
`)

/** Other words of every day. */
export const EVERYDAY = wordsIn(`
  able about above access accept accepted according account acquire across action active actual actually add added
  address after again against ago all allow allowed almost alone along already also although always among another
  anybody anyone anything anyway appear apply around ask asked available avoid away back bad base based because become
  before begin beginning behind below best better between beyond big bit bit body both bottom break bring build built
  button cannot care case cause certain chance change check choose class clear click close closed come command comment
  common complete completely condition configuration configure connect consider contain content continue control copy
  correct cost could couple course cover create current currently cut daily data date day days deal decide default delete
  depend describe different directory disable display done door down download during each early easy edit either else
  enable end enough enter entire entry especially even evening ever every everybody everyone everything exact
  exactly example except exist exit expect explain extra fact fall far fast feel few field final finally find fine finish
  first fix follow following foo format found free friday friend full function further general generate get give given go
  going good got great group grow growing guess half hand happen happening hard head hello help here hi hour hours
  however idea image import important include incorrect index inside install instead invalid issue item itself just keep
  kept key kind know known large last late later latest least leave left length less let letter library like likely
  limit link list little live local locally long look lost lot made make manual many match matter maybe mean method
  middle minute minutes miss missing mode module moment monday month months more morning most move much name near need
  never next nice night nobody none normal normally note nothing notice now object obviously off offer often ok old once
  only onto open option order other otherwise out output outside over own page part particular pass password path people
  perhaps person phone pick picked piece place plain please point possible prepare present press previous print probably
  problem program project properly property provide public pull push put question quick quickly quite random rather
  reach read readonly ready real really reason receive recent recently refer ref refs related remain remember
  remove repeat replace report require required reset resolve rest restart result return reverse right room root rule run
  running same saturday save say screen search second seconds section see seem seen select self send sense separate set
  setting several shape share short show side similar simple simply since single site size small someone something
  sometimes some soon sorry sort source space special specific specify standard start started state statement stay step still
  stop stopped strange stuff style such sudden suddenly suggest sunday supply support suppose sure sync take taken
  tell term test text thank thanks thing things think third though thought three through throw thursday tip title today
  together token tomorrow tonight top total totally toward tree trigger try trying tuesday turn twice two under
  understand unable unexpected unless until unusual update upgrade upload usage use used useful using usual usually valid
  various verify version very via view visit wait want watch way wednesday week weeks weird well went whatever
  whenever whether whole wide wish within without wonder word words work worked working works world worry write written
  wrong year years yes yesterday yet
`)

/** Forms that no rule leads back. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    began: 'begin',
    broke: 'break',
    broken: 'break',
    came: 'come',
    dead: 'die',
    denied: 'deny',
    died: 'die',
    dying: 'die',
    fell: 'fall',
    gone: 'go',
    grew: 'grow',
    hung: 'hang',
    kept: 'keep',
    lost: 'lose',
    paid: 'pay',
    ran: 'run',
    saw: 'see',
    sent: 'send',
    stuck: 'stick',
    threw: 'throw',
    thrown: 'throw',
    took: 'take',
    went: 'go',
    worse: 'worsen',
    wrote: 'write',
    written: 'write'
  })
)
