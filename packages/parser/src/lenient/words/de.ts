import type { LanguageWords } from './words.js'

/** German. */
export const de: LanguageWords = {
  code: 'de',
  common: 'der die das und ist nicht mit von für auf den ein eine wird werden oder bei zu im dem sie',
  sections: {
    scope:
      'überblick|übersicht|beschreibung|zweck|ziel|auswirkung|auswirkungen|einleitung|hintergrund|bedeutung|zusammenfassung|geltungsbereich|kontext|architektur|zuständigkeiten|verantwortlichkeiten|inhaltsverzeichnis|inhalt',
    'when-to-use':
      'symptome|symptom|auslöser|alarm|alarme|anzeichen|wann verwenden|wann anwenden|wann benutzen|wann gilt das|anwendung|anwendungsfall|erkennung|fehlermeldungen|indikatoren',
    'when-not-to-use': 'wann nicht verwenden|nicht abgedeckt',
    'safety-checks': 'voraussetzungen|vorbereitung|vorbedingungen|sicherheitsprüfungen|vorab prüfen|vor dem start',
    diagnosis:
      'diagnose|analyse|untersuchung|fehlersuche|fehleranalyse|prüfung|prüfungen|fehlerbehebung|problemanalyse|ursachenanalyse|identifizierung|beweiserhebung|erkennung und analyse',
    actions:
      'maßnahmen|massnahmen|schritte|vorgehen|vorgehensweise|behebung|lösung|ablauf|durchführung|anleitung|wiederherstellung|sofortmaßnahmen|eindämmung|ausrottung|beseitigung|reaktion|behandlung|schritt für schritt|handlungsschritte|eindämmung ausrottung und wiederherstellung|schritte zur reaktion|antwortschritte|verfahren|was tun|was ist zu tun|was ist zu machen|was zu tun ist|zu tun|arbeitsschritte|ausführung|gegenmaßnahmen|maßnahme|betrieb',
    verification:
      'verifikation|verifizierung|überprüfung|validierung|bestätigung|kontrolle|erfolgskontrolle|nachkontrolle|test|tests',
    rollback: 'rollback|zurückrollen|rückabwicklung|rücknahme|wiederherstellungsplan',
    escalation: 'eskalation|kontakt|kontakte|ansprechpartner|eskalationspfad|eskalationsstufen|kommunikation',
    evidence: 'nachweise|beweise|protokoll|dokumentation der maßnahmen',
    'follow-ups':
      'nachbereitung|nacharbeit|nach dem vorfall|vorbeugung|prävention|nächste schritte|lessons learned|aktivitäten nach dem vorfall|postmortem|gelernte lektionen',
    fixes: 'lösungen|mögliche lösungen|häufige probleme|häufige fehler|optionen|szenarien|bekannte probleme',
    causes: 'mögliche ursachen|ursachen|ursache|häufige ursachen|wahrscheinliche ursachen',
    references:
      'referenzen|verweise|siehe auch|weiterführende informationen|quellen|ressourcen|links|anhang|beispiele|zusätzliche ressourcen|hinweise'
  },
  fillers: 'der die das und zur zum mögliche sofortige allgemeine detaillierte schritte phase',
  verbs:
    'prüfen überprüfen kontrollieren führen starten stoppen öffnen schließen melden anmelden abmelden löschen entfernen erstellen anlegen setzen ändern ersetzen suchen identifizieren analysieren isolieren sperren deaktivieren aktivieren benachrichtigen informieren dokumentieren sichern wiederherstellen neustarten ausführen eskalieren warten wählen klicken navigieren gehen verwenden nutzen bestimmen ermitteln stellen sammeln erfassen bewerten untersuchen beheben verifizieren bestätigen testen kontaktieren rufen sehen lesen schreiben kopieren verschieben installieren konfigurieren aktualisieren skalieren erhöhen reduzieren drehen rotieren widerrufen beachten fügen geben nehmen lassen beginnen beenden wiederholen speichern exportieren importieren hochladen herunterladen verbinden trennen blockieren freigeben zuweisen zurücksetzen zurückrollen deployen pausieren fortsetzen leeren bereinigen vergleichen überwachen beobachten einrichten wechseln ansehen nachsehen anschauen abfragen anzeigen erneuern holen laden neuladen vergrößern verkleinern hochfahren herunterfahren ausschalten einschalten umschalten umstellen verständigen anrufen alarmieren einspielen zurückspielen abwarten drosseln einfrieren entsperren freischalten hinzufügen markieren pflegen schwenken stilllegen tauschen umleiten verteilen vorbereiten ziehen prüfe überprüfe starte stoppe öffne lösche entferne erstelle setze ändere suche sichere führe melde warte kontaktiere informiere klicke wähle',
  verbForm: null,
  verbAt: 'start-or-end',
  notVerbs: '',
  steps: 'schritt',
  groups: 'phase teil stufe abschnitt',
  alternatives: 'option szenario fall variante methode alternative lösung problem ursache',
  condition:
    /^(?:nur (?:wenn|falls)|in diesem falle?|wenn|falls|sofern|es sei denn|sollten?|im falle?|bei bedarf|(?:ist|sind|läuft|laufen|hat|bleibt|bleiben|schlägt|zeigt|antwortet|steht|fehlt|fehlen|reicht|hilft|funktioniert|startet|kommt|gibt|wächst|meldet)(?=\s[^.?!\n]{2,120}(?:,|:\s)))(?![\p{L}\p{N}])/iu,
  sentenceCondition: /^(?:nur (?:wenn|falls)|in diesem falle?|wenn|falls|sofern|im falle?)(?![\p{L}\p{N}])/iu,
  otherwise:
    /^(?:ansonsten|andernfalls|sonst|in allen anderen fällen|in jedem anderen fall|alles andere(?=\s*[:,])|wenn nicht)(?![\p{L}\p{N}])/iu,
  consequence: /,?\s(?:dann|so)(?![\p{L}\p{N}])/iu,
  states:
    'läuft|läuft nicht|steht|gestoppt|voll|leer|gesund|ungesund|abgelaufen|gültig|ungültig|erreichbar|nicht erreichbar|aktiv|inaktiv|grün|gelb|rot|fehlgeschlagen|erfolgreich|vorhanden|fehlt|hängt|langsam|in ordnung',
  trailing: /(?:,\s?|[\s(])(?:aber\s|jedoch\s)?(?:nur\s(?:dann,\s)?)?(?:wenn|falls|sofern|es sei denn)[\s,]/giu,
  wish: /(?:falls|wenn|sofern)\s(?:nötig|erforderlich|notwendig)(?![\p{L}])|(?<![\p{L}])bei\sbedarf(?![\p{L}])|(?<![\p{L}])nach\s(?:\p{L}+\s)?(?:freigabe|genehmigung|zustimmung|rücksprache)(?:\s(?:durch|der|des|von|mit)(?:\s[\p{L}-]+){1,3}(?=[,:.;)\s]|$))?|als\sletztes\smittel/iu
}
