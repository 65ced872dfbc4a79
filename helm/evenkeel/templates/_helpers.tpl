{{- define "evenkeel.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "evenkeel.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "evenkeel.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "evenkeel.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "evenkeel.selector" -}}
app.kubernetes.io/name: {{ include "evenkeel.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "evenkeel.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "evenkeel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* What the schema cannot say: values that do not go together. */}}
{{- define "evenkeel.refusals" -}}
{{- if and .Values.engine.host (ne .Values.kind "Deployment") }}
{{- fail "engine.host names one engine, and a DaemonSet would keep it many times: set kind to Deployment, or engine.host to nothing" }}
{{- end }}
{{- if and .Values.registry.url (ne .Values.kind "Deployment") }}
{{- fail "registry.url names one registry, and one Evenkeel at a time can have it: set kind to Deployment, or registry.url to nothing" }}
{{- end }}
{{- if and (not .Values.registry.url) (or .Values.registry.username .Values.registry.passwordSecret.name) }}
{{- fail "registry.username and registry.passwordSecret are for a server: set registry.url, too" }}
{{- end }}
{{- if and .Values.engine.tls.secretName (not .Values.engine.host) }}
{{- fail "engine.tls.secretName is for a remote engine: set engine.host, or engine.tls.secretName to nothing" }}
{{- end }}
{{- if and (eq .Values.metrics.auth "required") (eq .Values.kind "DaemonSet") .Values.serviceMonitor.enabled }}
{{- fail "metrics.auth=required: the Evenkeels of a DaemonSet have a token each, and a ServiceMonitor can show only one; set metrics.auth to none, and networkPolicy.metrics to who scrapes" }}
{{- end }}
{{- if and (eq .Values.metrics.auth "required") .Values.serviceMonitor.enabled (not (and .Values.serviceMonitor.token.name .Values.serviceMonitor.token.key)) }}
{{- fail "metrics.auth=required: serviceMonitor.token must name the Secret with a token of the role metrics, and the key in it" }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metrics) }}
{{- fail "serviceMonitor is enabled and networkPolicy.metrics lets nobody in: name the peers that scrape, or set networkPolicy.enabled to false" }}
{{- end }}
{{- end }}
