import type { LanguageWords } from './words.js'

/**
 * Words of languages whose verbs are not known: Italian, Dutch, Polish, Swedish, Turkish, Russian, Korean. Their texts are told by
 * what they are not, and their steps by numbers and fences.
 */
export const other: LanguageWords = {
  code: 'und',
  common:
    'il di che per con non della del una sono gli het een van voor niet met zijn wordt of w nie się jest na dla do och att det som för inte är på ve bir için ile bu veya',
  sections: {
    scope:
      'panoramica|descrizione|scopo|obiettivo|introduzione|overzicht|beschrijving|doel|inleiding|opis|cel|wstęp|översikt|beskrivning|syfte|genel bakış|açıklama|amaç|описание|обзор|назначение|введение|개요|설명|목적|배경',
    'when-to-use':
      'sintomi|quando usarlo|quando usare|quando utilizzare|allarme|allarmi|symptomen|wanneer gebruiken|objawy|kiedy używać|symptom|när|belirtiler|симптомы|когда применять|증상|알림|경보',
    'safety-checks':
      'prerequisiti|requisiti|vereisten|voorbereiding|wymagania|przygotowanie|förutsättningar|förberedelser|gereksinimler|ön koşullar|требования|подготовка|предварительные условия|사전 준비|전제 조건|준비 사항|요구 사항',
    diagnosis:
      'diagnosi|analisi|indagine|diagnose|analyse|onderzoek|diagnoza|analiza|diagnos|felsökning|analys|tanı|teşhis|inceleme|диагностика|анализ|проверка|진단|분석|조사|확인',
    actions:
      'procedura|procedure|passi|passaggi|azioni|risoluzione|soluzione|istruzioni|mitigazione|ripristino|stappen|oplossing|acties|werkwijze|herstel|kroki|działania|rozwiązanie|instrukcja|procedura postępowania|steg|åtgärder|lösning|tillvägagångssätt|adımlar|çözüm|işlemler|prosedür|шаги|действия|решение|процедура|порядок действий|устранение|절차|조치|해결|해결 방법|조치 방법|대응|대응 절차|단계|복구',
    verification:
      'verifica|controllo|convalida|controle|verificatie|validatie|weryfikacja|sprawdzenie|verifiering|kontroll|doğrulama|kontrol|проверка результата|верификация|검증|결과 확인',
    rollback: 'ripristino precedente|annullamento|terugdraaien|wycofanie|återställning|geri alma|откат|롤백|원복',
    escalation:
      'contatti|escalation|escalatie|contact|contactpersonen|eskalacja|kontakt|eskalering|kontakter|eskalasyon|iletişim|эскалация|контакты|에스컬레이션|연락처|보고',
    'follow-ups':
      'prossimi passi|prevenzione|nazorg|vervolgstappen|dalsze kroki|nästa steg|sonraki adımlar|дальнейшие шаги|후속 조치|재발 방지',
    causes: 'cause|possibili cause|oorzaken|przyczyny|orsaker|nedenler|причины|возможные причины|원인',
    references:
      'riferimenti|collegamenti|referenties|links|bronnen|odnośniki|źródła|referenser|länkar|kaynaklar|ссылки|материалы|참고|참고 자료|참조'
  },
  fillers: '',
  verbs: '',
  verbForm: null,
  verbAt: 'start',
  notVerbs: '',
  steps: 'passo passaggio stap krok steg adım шаг 단계',
  groups: 'fase parte faza etap fas aşama этап фаза',
  alternatives: 'opzione scenario optie opcja alternativ seçenek вариант сценарий 옵션',
  condition: /^(?:se|als|indien|jeśli|jeżeli|gdy|om|eğer|если|when|if|만약)(?![\p{L}\p{N}])/iu,
  sentenceCondition: /^(?:se|als|indien|jeśli|jeżeli|eğer|если|만약)(?![\p{L}\p{N}])/iu,
  otherwise:
    /^(?:altrimenti|in caso contrario|anders|in andere gevallen|w przeciwnym razie|annars|aksi halde|aksi takdirde|иначе|в противном случае|그렇지 않으면|아니면)(?![\p{L}\p{N}])/iu,
  consequence: /,?\s(?:allora|dan|to|då|то)(?![\p{L}\p{N}])/iu,
  states: 'attivo|inattivo|fermo|pieno|vuoto|scaduto|valido|actief|inactief|gestopt|vol|leeg',
  trailing: /[\s(](?:solo\s|alleen\s|tylko\s|bara\s|только\s)?(?:se|als|indien|jeśli|jeżeli|om|если)\s/giu,
  wish: /(?<![\p{L}])(?:se\snecessario|indien\snodig|zo\snodig|w\srazie\spotrzeby|vid\sbehov|gerekirse|при\sнеобходимости)(?![\p{L}])|필요(?:시|하면|한 경우)/iu
}
