"""Addresses of ceremonies, the door and the cards."""

from django.urls import path

from ceremonies.views import attendance, cards, events, invitations

app_name = "ceremonies"

urlpatterns = [
    path("acara/", events.ceremony_list, name="ceremony_list"),
    path("acara/baru/", events.ceremony_add, name="ceremony_add"),
    path("acara/<int:pk>/", events.ceremony_detail, name="ceremony_detail"),
    path("acara/<int:pk>/ubah/", events.ceremony_edit, name="ceremony_edit"),
    path("acara/<int:pk>/pilih/", events.ceremony_choose, name="ceremony_choose"),
    path("acara/<int:pk>/susun/", events.ceremony_arrange, name="ceremony_arrange"),
    path("acara/<int:pk>/hadir/", attendance.door, name="door"),
    path("acara/penerima/<int:pk>/tukar/", events.recipient_swap, name="recipient_swap"),
    path("acara/penerima/<int:pk>/hadir/", attendance.arrive, name="arrive"),
    path("acara/penerima/<int:pk>/batal-hadir/", attendance.arrive_undo, name="arrive_undo"),
    path("undangan/<str:token>/", invitations.invitation, name="invitation"),
    path("kartu/", cards.card_list, name="card_list"),
    path("kartu/serahkan/", cards.card_hand_over, name="card_hand_over"),
    path("kartu/kembali/", cards.card_return, name="card_return"),
]
