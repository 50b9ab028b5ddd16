package form

import (
	"encoding"

	"github.com/google/uuid"
)

// SubmissionField is the hidden field that carries a submission's identity: the
// same form sent twice, or from two tabs, is one submission.
const SubmissionField = "submission"

// Submission is the identity that came with the form, as the text of a UUID. A
// form without one did not come from our page, which is a problem.
func (v *Values) Submission() string {
	id, err := uuid.Parse(v.values.Get(SubmissionField))
	if err != nil {
		v.Problem("", "form.no-submission")
		return ""
	}
	return id.String()
}

// SubmissionInto reads the identity into a domain's own type of it, such as an
// ident.ID.
func (v *Values) SubmissionInto(id encoding.TextUnmarshaler) {
	if s := v.Submission(); s != "" {
		if err := id.UnmarshalText([]byte(s)); err != nil {
			v.Problem("", "form.no-submission")
		}
	}
}

// submission is the identity to put into the page: that of the form being shown
// again, or a new one.
func (v *Values) submission() string {
	if id, err := uuid.Parse(v.values.Get(SubmissionField)); err == nil {
		return id.String()
	}
	return uuid.Must(uuid.NewV7()).String()
}
