# Makes packages/clinical/test/fixtures/survival.json: what R's package survival says of small data sets, against which the
# survival module of @cantlie/clinical is tested. Run once, from the repository's root: Rscript scripts/survival-fixtures.R
# Needs R with the packages survival and jsonlite (Debian: r-base-core r-cran-survival r-cran-jsonlite). The open cohort is read from
# CANTLIE_DATA; of it only results are kept.
library(survival)

curve <- function(time, event) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log")
  q <- quantile(fit, 0.5)
  list(
    time = I(fit$time), atRisk = I(fit$n.risk), events = I(fit$n.event), censored = I(fit$n.censor),
    survival = I(fit$surv), standardError = I(fit$std.err * fit$surv), low = I(fit$lower), high = I(fit$upper),
    median = unname(q$quantile), medianLow = unname(q$lower), medianHigh = unname(q$upper)
  )
}

rank <- function(time, event, group) {
  test <- survdiff(Surv(time, event) ~ group)
  degrees <- sum(test$exp > 0) - 1
  list(
    observed = I(unname(test$obs)), expected = I(unname(test$exp)), chiSquare = unname(test$chisq), degreesOfFreedom = degrees,
    p = pchisq(test$chisq, degrees, lower.tail = FALSE)
  )
}

cox <- function(time, event, covariates) {
  # tighter than R's own limits: its default stops with the fourth digit of some coefficients still moving
  fit <- coxph(Surv(time, event) ~ covariates, ties = "efron", control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50))
  table <- summary(fit)$coefficients
  list(
    beta = I(unname(table[, 1])), standardError = I(unname(table[, 3])), p = I(unname(table[, 5])),
    logLikelihood = I(fit$loglik), likelihoodRatioP = unname(summary(fit)$logtest["pvalue"])
  )
}

# every curve of one set by group, the test between groups, and the regression on the covariates where there are some
set <- function(name, source, time, event, group = rep(1L, length(time)), covariates = NULL, names = character()) {
  event <- as.integer(event)
  group <- as.integer(as.factor(group))
  groups <- sort(unique(group))
  list(
    name = name, source = source, time = I(time), event = I(event), group = I(group),
    covariateNames = I(names), covariates = if (is.null(covariates)) I(list()) else unname(as.matrix(covariates)),
    curves = lapply(groups, function(g) curve(time[group == g], event[group == g])),
    logRank = if (length(groups) > 1 && sum(event) > 0) rank(time, event, group),
    cox = if (!is.null(covariates)) cox(time, event, as.matrix(covariates))
  )
}

sixMp <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
sixMpEvent <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
placebo <- c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
celltype <- as.integer(veteran$celltype)

sets <- list(
  set("6-mercaptopurine in leukaemia, weeks of remission", "Freireich 1963, as in Cox 1972",
    c(sixMp, placebo), c(sixMpEvent, rep(1, 21)), c(rep(1, 21), rep(2, 21)), cbind(c(rep(1, 21), rep(0, 21))), "treated"),
  set("acute myelogenous leukaemia, weeks of remission", "Miller 1981; R survival::aml",
    aml$time, aml$status, aml$x, cbind(as.integer(aml$x == "Maintained")), "maintained"),
  set("ovarian cancer, days of survival", "Edmunson 1979; R survival::ovarian",
    ovarian$futime, ovarian$fustat, ovarian$rx, as.matrix(ovarian[, c("age", "rx", "ecog.ps")]), c("age", "treatment", "performance")),
  set("lung cancer of veterans, days of survival, by cell type", "Prentice 1973; R survival::veteran",
    veteran$time, veteran$status, celltype, as.matrix(veteran[, c("trt", "karno", "diagtime", "age")]),
    c("treatment", "karnofsky", "monthsSinceDiagnosis", "age")),
  set("censored at the times of events", "made for this test",
    c(2, 2, 2, 3, 3, 5, 5, 5, 8), c(1, 0, 1, 1, 0, 0, 1, 0, 0), c(1, 2, 1, 2, 1, 2, 1, 2, 2), cbind(c(1, 0, 2, 1, 3, 0, 2, 1, 0)), "made"),
  set("all censored", "made for this test", c(1, 4, 4, 9), c(0, 0, 0, 0)),
  set("all events, the last leave nobody", "made for this test", c(1, 2, 2, 3, 7, 7), rep(1, 6)),
  set("exactly half for a while", "made for this test", c(1, 2, 3, 4), c(1, 1, 1, 0)),
  set("no follow-up: some ends at time 0", "made for this test",
    c(0, 0, 0, 4, 6, 6, 9), c(1, 0, 0, 1, 1, 0, 0), c(1, 1, 2, 2, 1, 2, 1), cbind(c(0, 1, 0, 2, 1, 0, 1)), "made"),
  set("one patient", "made for this test", 5, 1),
  set("a group that is gone before the first event", "made for this test",
    c(1, 1, 2, 5, 6, 7, 8, 9), c(0, 0, 0, 1, 1, 1, 0, 1), c(1, 1, 1, 2, 3, 2, 3, 2)),
  set("many ties", "made for this test",
    c(rep(1, 6), rep(2, 8), rep(3, 6)), c(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0), rep(1:2, 10),
    cbind(rep(0:1, 10), c(5, 3, 4, 1, 2, 6, 7, 3, 5, 2, 8, 1, 4, 2, 6, 3, 1, 7, 2, 5)), c("arm", "size"))
)

cohort <- read.csv(file.path(Sys.getenv("CANTLIE_DATA", "../shared/data"), "crlm-cohort.csv"))
scored <- cohort[cohort$clinrisk_score >= 0, ]
cohortResults <- list(
  overallSurvival = list(
    logRank = rank(scored$overall_survival_months, scored$vital_status, scored$clinrisk_score >= 3),
    cox = cox(scored$overall_survival_months, scored$vital_status, cbind(scored$clinrisk_score))
  ),
  diseaseFreeSurvival = list(
    logRank = rank(scored$months_to_DFS_progression, scored$vital_status_DFS, scored$clinrisk_score >= 3),
    cox = cox(scored$months_to_DFS_progression, scored$vital_status_DFS, cbind(scored$clinrisk_score))
  )
)

# pchisq at degrees 1 to 12 from the middle of the distribution to far out in its tail
values <- c(1e-6, 0.01, 0.5, 1, 3.841458820694124, 7, 12, 25, 60, 200)
tails <- expand.grid(value = values, degreesOfFreedom = c(1, 2, 3, 4, 7, 12))
tails$p <- pchisq(tails$value, tails$degreesOfFreedom, lower.tail = FALSE)

provenance <- paste0(
  R.version.string, ", package survival ", packageVersion("survival"), ", by scripts/survival-fixtures.R"
)
json <- jsonlite::toJSON(
  list(provenance = provenance, sets = sets, cohort = cohortResults, chiSquareTails = tails),
  auto_unbox = TRUE, digits = NA, na = "null", null = "null", pretty = FALSE
)
writeLines(json, "packages/clinical/test/fixtures/survival.json")
