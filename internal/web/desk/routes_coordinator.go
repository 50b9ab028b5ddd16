package desk

import (
	"holdfast/internal/access"
	"holdfast/internal/web/page"
)

// coordinatorRoutes are the pages of filling groups: enquiries, families, groups,
// the waiting list, places, the outbox, staff and the service itself.
func (p *Pages) coordinatorRoutes() []page.Route {
	return []page.Route{
		page.Get("/desk/enquiries", access.EnquiryRead, p.listEnquiries),
		page.Get("/desk/enquiries/{enquiry}", access.EnquiryRead, p.enquiry),
		page.Post("/desk/enquiries/{enquiry}/accept", access.EnquiryDecide, p.acceptEnquiry),
		page.Get("/desk/enquiries/{enquiry}/decline", access.EnquiryDecide, p.declineEnquiry),
		page.Post("/desk/enquiries/{enquiry}/decline", access.EnquiryDecide, p.postDeclineEnquiry),
		page.Post("/desk/enquiries/{enquiry}/reopen", access.EnquiryDecide, p.reopenEnquiry),

		page.Get("/desk/families", access.FamilyRead, p.listFamilies),
		page.Get("/desk/families/{family}", access.FamilyRead, p.family),
		page.Get("/desk/babies/{person}/dates", access.FamilyWrite, p.babyDates),
		page.Post("/desk/babies/{person}/dates", access.FamilyWrite, p.setBabyDates),
		page.Get("/desk/people/{person}/reach", access.FamilyWrite, p.editReach),
		page.Post("/desk/people/{person}/reach", access.FamilyWrite, p.setReach),

		page.Get("/desk/groups", access.GroupRead, p.listGroups),
		page.Get("/desk/groups/new", access.GroupPlan, p.newGroup),
		page.Post("/desk/groups/new", access.GroupPlan, p.createGroup),
		page.Get("/desk/groups/{group}", access.GroupRead, p.group),
		page.Get("/desk/groups/{group}/edit", access.GroupPlan, p.editGroup),
		page.Post("/desk/groups/{group}/edit", access.GroupPlan, p.changeGroup),
		page.Get("/desk/groups/{group}/postpone", access.GroupPlan, p.postpone),
		page.Post("/desk/groups/{group}/postpone", access.GroupPlan, p.postPostpone),
		page.Get("/desk/groups/{group}/resume", access.GroupPlan, p.resume),
		page.Post("/desk/groups/{group}/resume", access.GroupPlan, p.postResume),
		page.Get("/desk/groups/{group}/cancel", access.GroupPlan, p.cancelGroup),
		page.Post("/desk/groups/{group}/cancel", access.GroupPlan, p.postCancelGroup),
		page.Get("/desk/groups/{group}/candidates", access.PlaceFill, p.candidates),
		page.Post("/desk/groups/{group}/next", access.PlaceFill, p.offerNext),

		page.Get("/desk/waiting", access.PlaceRead, p.waiting),
		page.Get("/desk/places/{place}/offer", access.PlaceFill, p.offerPlace),
		page.Post("/desk/places/{place}/offer", access.PlaceFill, p.postOfferPlace),
		page.Get("/desk/places/{place}/along/{person}", access.PlaceFill, p.comeAlong),
		page.Post("/desk/places/{place}/along/{person}", access.PlaceFill, p.postComeAlong),
		page.Get("/desk/places/{place}/withdraw", access.PlaceFill, p.withdraw),
		page.Post("/desk/places/{place}/withdraw", access.PlaceFill, p.postWithdraw),
		page.Post("/desk/places/{place}/back", access.PlaceFill, p.putBack),

		page.Get("/desk/outbox", access.OutboxRead, p.outbox),
		page.Get("/desk/outbox/{message}", access.OutboxRead, p.letter),
		page.Post("/desk/outbox/{message}/again", access.OutboxRead, p.tryAgain),

		page.Get("/desk/staff", access.StaffManage, p.staff),
		page.Get("/desk/staff/new", access.StaffManage, p.newStaff),
		page.Post("/desk/staff/new", access.StaffManage, p.addStaff),
		page.Get("/desk/staff/{account}", access.StaffManage, p.member),
		page.Post("/desk/staff/{account}/roles", access.StaffManage, p.setRoles),
		page.Get("/desk/staff/{account}/reset", access.StaffManage, p.resetStaff),
		page.Post("/desk/staff/{account}/reset", access.StaffManage, p.postResetStaff),
		page.Post("/desk/staff/{account}/disable", access.StaffManage, p.disableStaff),
		page.Post("/desk/staff/{account}/enable", access.StaffManage, p.enableStaff),

		page.Get("/desk/service", access.ServiceAdmin, p.service),
		page.Post("/desk/service", access.ServiceAdmin, p.setService),
		page.Post("/desk/service/sites", access.ServiceAdmin, p.addSite),
		page.Get(closureAddress, access.ServiceAdmin, p.addClosure),
		page.Post(closureAddress, access.ServiceAdmin, p.postClosure),
		page.Post(openingAddress, access.ServiceAdmin, p.removeClosure),
	}
}
