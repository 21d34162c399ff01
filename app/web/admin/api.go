package admin

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Bounds of a request in bytes. Only documents are large.
const (
	bodyLimit     = 32 << 10
	documentLimit = question.MostBytes + bodyLimit
)

func (d *door) mountAPI(e *gin.Engine) {
	speakProblems()
	config := huma.DefaultConfig("Askwell", "1")
	config.CreateHooks = nil // no $schema in every answer
	config.DocsPath, config.SchemasPath = "", ""
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "A session token of App Bridge"},
		"key":     {Type: "http", Scheme: "bearer", BearerFormat: "askw_…", Description: "An API key of the shop, made under Settings; each operation names the scopes it needs"},
	}
	api := humagin.NewWithGroup(e, e.Group("", fromExtension), config)
	e.OPTIONS(deskPath, fromExtension, preflight)

	add(api, d, http.MethodGet, "/status", "How things stand", d.status, needs(app.ScopeInsightRead))
	add(api, d, http.MethodGet, "/home", "What works, what was answered today, and what waits for a decision", d.home, needs(app.ScopeInsightRead))
	add(api, d, http.MethodPut, "/home/guide", "Put the guide to a first survey away, or show it again", d.dismissGuide, needs(app.ScopeSettingsWrite))
	add(api, d, http.MethodGet, "/surfaces", "What was shown, started, answered and completed on each surface, and where a block went missing", d.surfaces, needs(app.ScopeInsightRead))
	add(api, d, http.MethodGet, "/insight/surveys/{id}", "What was answered to a survey, what was ordered with it, and what it cost shoppers", d.insight, needs(app.ScopeInsightRead))
	add(api, d, http.MethodGet, "/insight/surveys/{id}/rates", "How many orders led past a survey, and who was shown it, began, answered and completed it", d.insightRates, needs(app.ScopeInsightRead))
	add(api, d, http.MethodGet, "/insight/surveys/{id}/questions/{question}", "What was answered to a question over time", d.insightTrend, needs(app.ScopeInsightRead))
	add(api, d, http.MethodGet, "/surveys", "List the surveys", d.surveys, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodPost, "/surveys", "Create a survey", d.create, needs(app.ScopeSurveysWrite), withDocument)
	add(api, d, http.MethodGet, "/surveys/{id}", "Read a survey", d.survey, needs(app.ScopeSurveysRead), d.tagged(d.surveyEdition))
	add(api, d, http.MethodGet, "/surveys/{id}/missing", "List the texts a survey lacks, by language", d.missing, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/surveys/{id}/versions", "List the published versions of a survey, newest first", d.versions, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/surveys/{id}/versions/{version}", "Read a published version of a survey, and what it changed", d.version, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/facts", "List what an audience and a condition can ask about", d.facts, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodPut, "/surveys/{id}", "Save a survey's draft", d.save, needs(app.ScopeSurveysWrite), d.tagged(d.surveyEdition), withDocument)
	add(api, d, http.MethodPost, "/surveys/{id}/publish", "Publish a survey", d.publish, needs(app.ScopeSurveysWrite), d.tagged(d.surveyEdition))
	add(api, d, http.MethodPost, "/surveys/preview", "Draw a draft as shoppers would see it on a surface; nothing of it is kept", d.drawDraft, needs(app.ScopeSurveysRead), looks, answered, withDocument)
	add(api, d, http.MethodGet, "/surveys/{id}/effect", "Count what publishing a survey changes for those who have answered it", d.publishEffect, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/surveys/{id}/email", "A published survey's first question, to be put into an email", d.email, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/surveys/{id}/link", "Where a survey's page is, and its QR code", d.surveyPage, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/templates", "List the templates", d.templates, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodGet, "/templates/{name}", "Read a template before it is published", d.template, needs(app.ScopeSurveysRead))
	add(api, d, http.MethodPost, "/templates/{name}", "Make the surveys and rewards of a template, and publish them", d.install, needs(app.ScopeSurveysWrite, app.ScopeRewardsWrite))
	add(api, d, http.MethodGet, "/responses", "List responses and what became of them, newest first", d.responses, needs(app.ScopeResponsesRead), reads("list"))
	add(api, d, http.MethodGet, "/responses/views", "List the named filters of responses", d.views, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodPost, "/responses/views", "Give a filter of responses a name, or the name another filter", d.saveView, needs(app.ScopeResponsesWrite))
	add(api, d, http.MethodDelete, "/responses/views/{view}", "Forget a named filter of responses", d.deleteView, needs(app.ScopeResponsesWrite))
	add(api, d, http.MethodGet, "/responses/{response}/trail", "Where each answer of a response went, when, and why or why not", d.trail, needs(app.ScopeResponsesRead), reads("read"))
	add(api, d, http.MethodGet, "/exports", "List the files of responses, newest first", d.exports, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodPost, "/exports", "Have a file made of responses, in the background", d.beginExport, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodGet, "/exports/{export}", "Read how far a file of responses is", d.export, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodGet, "/exports/{export}/download", "Download a file of responses", d.download, needs(app.ScopeResponsesRead), reads("export"), asFile)
	add(api, d, http.MethodPost, "/exports/{export}/cancel", "Stop making a file of responses", d.cancelExport, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodDelete, "/exports/{export}", "Remove a file of responses", d.deleteExport, needs(app.ScopeResponsesRead))
	add(api, d, http.MethodGet, "/rewards", "List the rewards, newest first", d.rewards, needs(app.ScopeRewardsRead))
	add(api, d, http.MethodPost, "/rewards", "Create a reward", d.createReward, needs(app.ScopeRewardsWrite))
	add(api, d, http.MethodGet, "/rewards/{handle}", "Read a reward and what has come of it", d.reward, needs(app.ScopeRewardsRead), d.tagged(d.rewardEdition))
	add(api, d, http.MethodPut, "/rewards/{handle}", "Change a reward's title, budget and end", d.changeReward, needs(app.ScopeRewardsWrite), d.tagged(d.rewardEdition))
	add(api, d, http.MethodPost, "/rewards/{handle}/end", "End a reward: nobody else is promised one", d.endReward, needs(app.ScopeRewardsWrite))
	add(api, d, http.MethodGet, "/privacy/requests", "List privacy requests and how far they are, newest first", d.privacyRequests, needs(app.ScopePrivacyRead))
	add(api, d, http.MethodGet, "/privacy/export", "What a customer asked for who wants to know what is held of her", d.privacyExport, needs(app.ScopePrivacyRead), reads("export"))
	add(api, d, http.MethodGet, "/privacy/erasures", "List erasures, what became of them at each destination, and their receipts", d.erasures, needs(app.ScopePrivacyRead))
	add(api, d, http.MethodGet, "/privacy/erasures/{erasure}", "Read an erasure, and how far it is at each destination", d.erasure, needs(app.ScopePrivacyRead))
	add(api, d, http.MethodGet, "/providers", "List what can be connected, and what is to be filled in for it", d.providers, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/providers/{provider}/lists", "List the lists of an account that is about to be connected", d.providerLists, needs(app.ScopeDestinationsRead), looks)
	add(api, d, http.MethodGet, "/destinations", "List the destinations, and how they stand", d.connections, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/destinations", "Connect a destination", d.connect, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/destinations/authorize", "Where a merchant lets us in at a vendor's own site", d.authorizeDestination, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/destinations/claim", "Connect what a merchant has come back with from a vendor", d.claimDestination, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodGet, "/destinations/{id}", "Read a destination", d.connection, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPatch, "/destinations/{id}", "Change a destination's name, settings, or what is done where it differs", d.changeConnection, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodDelete, "/destinations/{id}", "Disconnect a destination", d.disconnect, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodGet, "/destinations/{id}/written", "Count what could be taken back at a destination", d.written, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/destinations/{id}/check", "Look whether a destination works", d.checkConnection, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/destinations/{id}/pause", "Send nothing to a destination until it is resumed", d.pauseConnection, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/destinations/{id}/resume", "Go on sending to a destination", d.resumeConnection, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodGet, "/destinations/{id}/catalogue", "List what there is in a destination's account that answers can go to", d.catalogue, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/destinations/{id}/plan", "Count what telling people would change at a destination", d.plan, needs(app.ScopeDestinationsRead), looks, withMapping)
	add(api, d, http.MethodGet, "/runs", "List the runs and how far they are, newest first", d.runs, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/runs", "Begin to tell people what they have said", d.beginRun, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodGet, "/runs/{run}", "Read a run and how far it is", d.run, needs(app.ScopeDestinationsRead))
	add(api, d, http.MethodPost, "/runs/{run}/pause", "Stop a run until it is resumed", d.pauseRun, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/runs/{run}/resume", "Go on with a run", d.resumeRun, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodPost, "/runs/{run}/cancel", "End a run: what was sent stays", d.cancelRun, needs(app.ScopeDestinationsWrite))
	add(api, d, http.MethodGet, "/destinations/{id}/mapping", "Where answers go at a destination, and what is proposed", d.board, needs(app.ScopeDestinationsRead), d.tagged(d.mappingEdition))
	add(api, d, http.MethodPut, "/destinations/{id}/mapping", "Keep where answers go at a destination", d.saveMapping, needs(app.ScopeDestinationsWrite), d.tagged(d.mappingEdition), withMapping)
	add(api, d, http.MethodPost, "/destinations/{id}/mapping/preview", "What a destination would be told of one person", d.previewMapping, needs(app.ScopeDestinationsRead, app.ScopePeopleRead), looks, withMapping, reads("read"))
	add(api, d, http.MethodGet, "/deliveries", "List what was told to destinations, newest first", d.deliveries, needs(app.ScopeDeliveriesRead), reads("list"))
	add(api, d, http.MethodGet, "/deliveries/{delivery}", "Read a delivery: every try at it, and what it wrote over what", d.delivery, needs(app.ScopeDeliveriesRead), reads("read"))
	add(api, d, http.MethodPost, "/deliveries/replay", "Send deliveries again", d.replayDeliveries, needs(app.ScopeDeliveriesWrite), answered, begins)
	add(api, d, http.MethodPost, "/deliveries/undo", "Take back what deliveries wrote", d.undoDeliveries, needs(app.ScopeDeliveriesWrite), answered, begins)
	add(api, d, http.MethodGet, "/checks", "List where destinations hold something else than was written", d.differences, needs(app.ScopeDeliveriesRead), reads("list"))
	add(api, d, http.MethodGet, "/destinations/{id}/checks", "How far looking at what a destination holds is", d.checks, needs(app.ScopeDeliveriesRead))
	add(api, d, http.MethodPost, "/destinations/{id}/checks", "Look at everything that was written at a destination", d.checkAll, needs(app.ScopeDeliveriesWrite))
	add(api, d, http.MethodPost, "/destinations/{id}/checks/decide", "Write ours again where a destination differs, or keep theirs", d.decide, needs(app.ScopeDeliveriesWrite))
	add(api, d, http.MethodGet, "/settings", "What the merchant decides for the whole shop", d.settings, needs(app.ScopeSettingsRead), d.tagged(d.settingsEdition))
	add(api, d, http.MethodPut, "/settings", "Change what the merchant decides for the whole shop", d.saveSettings, needs(app.ScopeSettingsWrite), d.tagged(d.settingsEdition))
	add(api, d, http.MethodPost, "/settings/purposes/effect", "Count what using answers for something else would change", d.purposesEffect, needs(app.ScopeSettingsRead), looks, answered)
	add(api, d, http.MethodGet, "/people", "Find a shopper", d.people, needs(app.ScopePeopleRead), reads("list"))
	add(api, d, http.MethodGet, "/people/{customer}", "What a shopper has said and was promised", d.person, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/identities", "Keep by what else a shopper goes", d.prove, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodDelete, "/people/{customer}/identities/{identity}", "Forget by what else a shopper goes", d.forget, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/part", "Say that somebody who was taken for a shopper is another person", d.part, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/join", "Take back that two are not one person", d.joinAgain, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/answers", "What a shopper says today, how fresh it is, and what can be written down for her", d.answers, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/answers", "Write down what a shopper says, for her", d.captureAnswers, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/consents", "Write down what a shopper grants or withdraws", d.captureConsents, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/links", "Make the link by which a shopper reaches her own page", d.link, needs(app.ScopePeopleWrite), reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/profile", "What is known of a shopper as of a moment", d.profile, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/explain", "Whether a shopper is asked each question, and what decided", d.explain, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/timeline", "What happened to a shopper, newest first", d.timeline, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodGet, "/people/{customer}/export", "All that is held of a shopper, as a data request is answered", d.personExport, needs(app.ScopePeopleRead, app.ScopePrivacyRead), reads("export"))
	add(api, d, http.MethodGet, "/people/{customer}/erasure", "What erasing a shopper would remove, and where", d.foreseeErasure, needs(app.ScopePeopleRead), reads("read"))
	add(api, d, http.MethodPost, "/people/{customer}/erase", "Erase a shopper here, and have every destination forget her", d.erasePerson, needs(app.ScopePeopleWrite, app.ScopePrivacyWrite))
	add(api, d, http.MethodGet, "/audit", "Who read personal data or changed something, newest first", d.audit, needs(app.ScopeAuditRead))
	add(api, d, http.MethodGet, "/privacy/readings", "Who read personal data, newest first", d.readings, needs(app.ScopeAuditRead))
	add(api, d, http.MethodGet, "/keys", "List the API keys, newest first", d.keys, needs(app.ScopeKeysRead))
	add(api, d, http.MethodPost, "/keys", "Make an API key, which is shown once", d.makeKey, needs(app.ScopeKeysWrite), once)
	add(api, d, http.MethodPost, "/keys/{key}/revoke", "End an API key for good", d.revokeKey, needs(app.ScopeKeysWrite))
	add(api, d, http.MethodGet, "/privacy/map", "What is kept of people: why, by what right, where it goes and how long", d.privacyMap, needs(app.ScopePrivacyRead))
	finish(api.OpenAPI())
	e.GET("/api/docs", docs(api.OpenAPI()))
}
