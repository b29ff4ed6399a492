import type { LanguageWords } from './words.js'

/** Spanish. */
export const es: LanguageWords = {
  code: 'es',
  common: 'el los las una y es para con por del que se su como está puede más sus al',
  sections: {
    scope:
      'objetivo|objetivos|descripción|descripción general|resumen|introducción|impacto|propósito|alcance|contexto|visión general|significado|arquitectura|funciones y responsabilidades|tabla de contenido|índice|información general',
    'when-to-use':
      'síntomas|síntoma|desencadenantes|alerta|alertas|señales|detección|indicadores|cuándo usar|mensajes de error',
    'when-not-to-use': 'cuándo no usar|fuera de alcance',
    'safety-checks':
      'requisitos previos|requisitos|prerrequisitos|preparación|antes de empezar|antes de comenzar|precauciones|comprobaciones previas',
    diagnosis:
      'diagnóstico|investigación|análisis|solución de problemas|identificación|comprobaciones|detección y análisis|triaje|resolución de problemas|análisis de causa raíz|verificaciones',
    actions:
      'acciones|pasos|procedimiento|procedimientos|resolución|remediación|mitigación|corrección|medidas|contención|erradicación|recuperación|restauración|respuesta|instrucciones|solución|plan de acción|pasos de respuesta|acciones inmediatas|paso a paso|contención erradicación y recuperación|ejecución|qué hacer|operaciones|qué hacer|cómo resolver|cómo resolverlo|cómo proceder|pasos a seguir',
    verification: 'verificación|validación|confirmación|comprobación|prueba|pruebas|criterios de éxito',
    rollback: 'reversión|rollback|revertir|plan de reversión|marcha atrás',
    escalation: 'escalamiento|escalación|escalado|contactos|contacto|puntos de contacto|comunicación|soporte',
    evidence: 'evidencia|evidencias|registros|recopilación de pruebas|recopilación de evidencias',
    'follow-ups':
      'seguimiento|post mortem|postmortem|después del incidente|prevención|lecciones aprendidas|próximos pasos|actividad posterior al incidente|actividades posteriores al incidente',
    fixes: 'soluciones|soluciones posibles|opciones|problemas comunes|errores comunes|escenarios|problemas conocidos',
    causes: 'causas|causas posibles|posibles causas|causa|causas probables|causas comunes|causa raíz',
    references:
      'referencias|referencia|véase también|ver también|enlaces|enlaces útiles|recursos|recursos adicionales|apéndice|anexo|ejemplos|documentación|comandos útiles|notas'
  },
  fillers: 'de del la el los las y pasos fase procedimiento inmediatas posibles',
  verbs:
    'verifique verifica revise revisa ejecute ejecuta inicie inicia reinicie reinicia detenga detén abra abre cierre elimine elimina cree crea agregue agrega añada añade modifique reemplace identifique identifica analice analiza aísle bloquee desactive active notifique informe documente guarde restaure espere seleccione selecciona haga haz vaya use usa utilice determine recopile evalúe examine corrija valide confirme pruebe contacte llame lea escriba copie instale configure asegúrese establezca realice tome siga consulte conecte revoque compruebe busque obtenga navegue acceda aplique actualice cambie mantenga considere proporcione habilite deshabilite deshabilita compruebe comprueba busca obtén copia instala configura',
  verbForm: /^\p{L}{2,}(?:ar|er|ir)(?:lo|la|los|las|se)?$/iu,
  verbAt: 'start',
  notVerbs: 'lugar mujer taller ayer poder deber hogar similar particular servidor',
  steps: 'paso',
  groups: 'fase parte etapa',
  alternatives: 'opción escenario caso método alternativa solución problema causa',
  condition:
    /^(?:s[oó]l(?:o|amente) si|a menos que|salvo que|en (?:ese|este|tal) caso|si|cuando|en caso de|en el caso)(?![\p{L}\p{N}])/iu,
  sentenceCondition:
    /^(?:s[oó]l(?:o|amente) si|a menos que|salvo que|en (?:ese|este|tal) caso|si|en caso de|en el caso)(?![\p{L}\p{N}])/iu,
  otherwise:
    /^(?:de lo contrario|si no(?=\s*[,:;.]|\s*$)|en caso contrario|en los demás casos|en cualquier otro caso)(?![\p{L}\p{N}])/iu,
  consequence: /,?\sentonces(?![\p{L}\p{N}])/iu,
  states:
    'activo|inactivo|caído|detenido|lleno|vacío|sano|vencido|válido|inválido|verde|amarillo|rojo|fallido|correcto|ausente|presente',
  trailing: /[\s(](?:pero\s)?(?:s[oó]l(?:o|amente)\s)?(?:si|a\smenos\sque|salvo\sque|en\scaso\sde(?:\sque)?)\s/giu,
  wish: /(?<![\p{L}])(?:si\s(?:es\s|fuera\s|hace\s)?(?:necesario|preciso|falta)|de\sser\snecesario|como\súltimo\srecurso)(?![\p{L}])|(?<![\p{L}])(?:tras|con|después\sde)\s(?:la\s)?(?:aprobación|autorización)(?:\sde(?:l|\sla)?(?:\s[\p{L}-]+){1,2})?(?=[,:.;)\s]|$)/iu
}
