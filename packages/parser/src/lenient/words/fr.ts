import type { LanguageWords } from './words.js'

/** French. */
export const fr: LanguageWords = {
  code: 'fr',
  common: 'le la les des et est une un pour dans que qui avec sur du par vous ou en au',
  sections: {
    scope:
      'objectif|objectifs|présentation|description|aperçu|vue d ensemble|contexte|résumé|impact|but|portée|périmètre|introduction|signification|architecture|rôles et responsabilités|sommaire|table des matières',
    'when-to-use':
      'quand l utiliser|quand utiliser ce guide|symptômes|symptôme|déclencheurs|déclencheur|alerte|alertes|signaux|détection|indicateurs|quand utiliser|messages d erreur',
    'when-not-to-use': 'quand ne pas utiliser|hors périmètre',
    'safety-checks':
      'prérequis|pré requis|préparation|avant de commencer|précautions|vérifications préalables|conditions préalables',
    diagnosis:
      'diagnostic|diagnostics|investigation|analyse|dépannage|enquête|identification|vérifications|contrôles|triage|détection et analyse|résolution des problèmes|analyse des causes',
    actions:
      'actions|étapes|procédure|procédures|résolution|remédiation|correction|mesures|marche à suivre|mode opératoire|confinement|éradication|récupération|restauration|réponse|instructions|solution|plan d action|étapes de réponse|actions immédiates|réparation|étape par étape|que faire|marche à suivre|à faire|comment faire|comment résoudre|comment procéder|mode opératoire|démarche|atténuation|confinement éradication et récupération|exécution|déroulement|opérations',
    verification: 'vérification|validation|contrôle|confirmation|test|tests|critères de succès',
    rollback: 'retour arrière|retour en arrière|rollback|annulation|plan de retour arrière',
    escalation: 'escalade|contacts|contact|points de contact|qui contacter|communication|support',
    evidence: 'preuves|journal|traces|collecte de preuves',
    'follow-ups':
      'suivi|post mortem|postmortem|après l incident|prévention|leçons apprises|retour d expérience|prochaines étapes|activités post incident|activité post incident|enseignements tirés',
    fixes:
      'solutions|solutions possibles|options|problèmes courants|erreurs courantes|scénarios|problèmes connus|cas particuliers',
    causes: 'causes|causes possibles|cause|causes probables|causes fréquentes|origine',
    references:
      'références|référence|voir aussi|liens|liens utiles|ressources|annexe|annexes|exemples|documentation|pour en savoir plus|commandes utiles|notes|remarques'
  },
  fillers: 'de des du la le les et étapes détaillées immédiates procédure phase possibles',
  verbs:
    'vérifier contrôler exécuter lancer démarrer redémarrer arrêter ouvrir fermer supprimer créer ajouter modifier remplacer identifier analyser isoler bloquer désactiver activer notifier informer documenter sauvegarder restaurer attendre sélectionner cliquer accéder aller utiliser déterminer collecter évaluer examiner corriger valider confirmer tester contacter appeler lire écrire copier installer configurer mettre définir effectuer faire prendre suivre consulter relancer connecter déconnecter révoquer assurez assurer passer voir rechercher passez mettez faites prenez suivez ouvrez lancez exécutez vérifiez voyez obtenir obtenez recueillir recueillez réinitialiser réunir conserver préserver',
  verbForm: /^\p{L}{2,}(?:ez|er|ir|dre|ttre|crire)$/iu,
  verbAt: 'start',
  notVerbs:
    'chez assez rendez hier fichier dossier courrier papier premier dernier entier particulier métier quartier janvier février calendrier plaisir avenir ordre cendre autre moindre cluster serveur docker buffer router server loader worker master header folder container trigger',
  steps: 'étape etape',
  groups: 'phase partie',
  alternatives: 'option scénario cas méthode alternative solution problème cause',
  condition:
    /^(?:(?:seulement|uniquement|sauf) si|à moins (?:que|qu['’])|dans ce cas|si|s['’]il|s['’]ils|lorsque|lorsqu['’]|quand|en cas|au cas où|dans le cas)(?![\p{L}\p{N}])/iu,
  sentenceCondition:
    /^(?:(?:seulement|uniquement|sauf) si|à moins (?:que|qu['’])|dans ce cas|si|s['’]ils?|en cas|au cas où|dans le cas)(?![\p{L}\p{N}])/iu,
  otherwise:
    /^(?:sinon|autrement|dans (?:tous )?les autres cas|dans tout autre cas|tout le reste(?=\s*[:,])|si non(?=\s*[,:;.]|\s*$))(?![\p{L}\p{N}])/iu,
  consequence: /,?\salors(?![\p{L}\p{N}])/iu,
  states:
    'actif|active|inactif|inactive|arrêté|arrêtée|en panne|plein|pleine|vide|sain|expiré|valide|invalide|vert|jaune|rouge|échec|échoué|réussi|absent|présent|injoignable|en cours',
  trailing:
    /[\s(](?:mais\s)?(?:(?:seulement|uniquement)\s)?(?:si\s|s['’]ils?\s|sauf\ssi\s|en\scas\sde\s|à\smoins\s(?:que|qu['’])\s?)/giu,
  wish: /(?<![\p{L}])(?:si\s(?:nécessaire|besoin)|au\sbesoin|le\scas\séchéant|en\sdernier\srecours)(?![\p{L}])|(?<![\p{L}])(?:après|avec)\s(?:l['’]\s?)?(?:\p{L}+\s)?(?:accord|approbation|validation|autorisation)\s(?:de|du|des)(?:\s[\p{L}-]+){1,3}(?=[,:.;)\s]|$)/iu
}
