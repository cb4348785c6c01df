// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IConsents, Permit, Terms} from "../../contracts/interfaces/IConsents.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Power, Proxy} from "../../contracts/interfaces/IProxies.sol";
import {IRecoveries, Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {afterPermit, afterRevocation} from "./PermitModel.sol";

/// @notice What one can do in the walk.
enum Operation {
    ALICE_PERMITS,
    CONTROLLER_REVOKES,
    GUARDIAN_PERMITS,
    KEPT_PERMIT_IS_SENT,
    ALICE_REVOKES_BY_SIGNATURE,
    GUARDIAN_VOIDS,
    ALICE_OFFERS_TO_BOB,
    BOB_ACCEPTS,
    BOB_CLAIMS,
    CONTROLLER_APPOINTS_GUARDIAN,
    GUARDIAN_RESIGNS,
    ALICE_CHOOSES_RECOVERY,
    RECOVERY_IS_REQUESTED,
    RECOVERY_IS_DONE,
    GATEWAY_LOGS,
    A_DAY_PASSES
}

/// @notice One patient, what was said, and what was logged.
struct Model {
    uint40 time;
    uint40 accesses;
    address offered;
    Patient patient;
    Permit permit;
    Proxy guardian;
    Recovery recovery;
}

/// @notice The accounts of the walk, and the permit that is given in it: always the same.
struct Cast {
    address alice;
    address bob;
    address guardian;
    address rescuer;
    Terms terms;
}

/// @notice What the registry promises, in the plainest words: how each operation changes the model, or the error that refuses it.
library ExhaustiveModel {
    function apply_(Model memory m, Operation what, Cast memory cast) internal pure returns (bytes4 refusal) {
        if (what == Operation.ALICE_PERMITS) return permit(m, cast.alice, cast);
        if (what == Operation.GUARDIAN_PERMITS) return permit(m, cast.guardian, cast);
        if (what == Operation.KEPT_PERMIT_IS_SENT) {
            // It was signed before anything was said.
            bool isGood = m.permit.version == 0 && m.patient.epoch == 0;
            return isGood ? permit(m, cast.alice, cast) : ISignable.WrongSignature.selector;
        }
        if (what == Operation.CONTROLLER_REVOKES) return revoke(m, m.patient.controller, cast);
        if (what == Operation.ALICE_REVOKES_BY_SIGNATURE) return revoke(m, cast.alice, cast);
        if (what == Operation.GUARDIAN_VOIDS) {
            if (!consents(m, cast.guardian, cast)) return IPatients.NotActingFor.selector;
            m.patient.epoch += 1;
        }
        if (what == Operation.GATEWAY_LOGS) m.accesses += 3;
        if (what == Operation.A_DAY_PASSES) m.time += 1 days;
        if (what == Operation.CONTROLLER_APPOINTS_GUARDIAN) appoint(m);
        if (what == Operation.GUARDIAN_RESIGNS) {
            if (m.guardian.from > m.time) m.guardian.from = m.time;
            if (m.guardian.until > m.time) m.guardian.until = m.time;
        }
        if (what >= Operation.ALICE_OFFERS_TO_BOB && what <= Operation.BOB_CLAIMS) return handOver(m, what, cast);
        return recover(m, what, cast);
    }

    /// @notice Whether the account reads as the patient now.
    function readsAsPatient(Model memory m, address account, Cast memory cast) internal pure returns (bool) {
        bool isController = account == m.patient.controller && m.patient.hold == Hold.SELF;
        return isController || (account == cast.guardian && guardianIsIn(m));
    }

    function permitHolds(Model memory m) internal pure returns (bool) {
        return m.permit.from <= m.time && m.time < m.permit.until;
    }

    function permit(Model memory m, address by, Cast memory cast) private pure returns (bytes4) {
        if (!consents(m, by, cast)) return IPatients.NotActingFor.selector;
        if (m.time >= cast.terms.until) return IConsents.PermitOver.selector;
        m.permit = afterPermit(m.permit, cast.terms, m.time);
        return 0;
    }

    function revoke(Model memory m, address by, Cast memory cast) private pure returns (bytes4) {
        if (!consents(m, by, cast)) return IPatients.NotActingFor.selector;
        m.permit = afterRevocation(m.permit, m.time);
        return 0;
    }

    /// @dev For two days, with both powers.
    function appoint(Model memory m) private pure {
        bool replaced = m.guardian.replaced || (m.guardian.from < m.guardian.until && m.guardian.from < m.time);
        bool custodial = m.patient.hold == Hold.CUSTODIAL;
        m.guardian = Proxy(m.time, m.time + 2 days, Power.CONSENT | Power.ACCESS, false, custodial, replaced);
        m.patient.epoch += 1;
    }

    function handOver(Model memory m, Operation what, Cast memory cast) private pure returns (bytes4) {
        if (what == Operation.ALICE_OFFERS_TO_BOB) {
            if (m.patient.controller != cast.alice) return IPatients.NotController.selector;
            m.offered = cast.bob;
            m.patient.epoch += 1;
            return 0;
        }
        if (m.offered != cast.bob) return IPatients.NotOffered.selector;
        if (what == Operation.BOB_CLAIMS) {
            if (m.patient.hold == Hold.SELF) return IPatients.NotCustodial.selector;
            (m.patient.hold, m.patient.claimedAt) = (Hold.SELF, m.time);
            delete m.recovery;
        }
        pass(m, cast.bob);
        return 0;
    }

    function recover(Model memory m, Operation what, Cast memory cast) private pure returns (bytes4) {
        if (what == Operation.ALICE_CHOOSES_RECOVERY) {
            if (m.patient.controller != cast.alice) return IPatients.NotController.selector;
            m.recovery = Recovery(cast.rescuer, 1 days, 0, address(0));
            m.patient.epoch += 1;
        }
        if (what == Operation.RECOVERY_IS_REQUESTED) {
            if (m.recovery.account != cast.rescuer) return IRecoveries.NotRecoveryAccount.selector;
            if (m.recovery.readyAt != 0) return IRecoveries.RecoveryPending.selector;
            (m.recovery.readyAt, m.recovery.to) = (m.time + 1 days, cast.alice);
        }
        if (what == Operation.RECOVERY_IS_DONE) {
            bool isReady = m.recovery.readyAt != 0 && m.time >= m.recovery.readyAt;
            if (!isReady) return IRecoveries.RecoveryNotReady.selector;
            pass(m, m.recovery.to);
        }
        return 0;
    }

    function pass(Model memory m, address to) private pure {
        m.offered = address(0);
        (m.recovery.readyAt, m.recovery.to) = (0, address(0));
        m.patient.replaced = m.patient.replaced || m.patient.since < m.time;
        (m.patient.controller, m.patient.since) = (to, m.time);
        m.patient.epoch += 1;
    }

    function consents(Model memory m, address account, Cast memory cast) private pure returns (bool) {
        return account == m.patient.controller || (account == cast.guardian && guardianIsIn(m));
    }

    /// @dev Whom the custodial key appointed is a proxy no more once the patient has claimed control.
    function guardianIsIn(Model memory m) private pure returns (bool) {
        bool isOver = m.guardian.custodial && m.patient.claimedAt != 0;
        return m.guardian.from <= m.time && m.time < m.guardian.until && !isOver;
    }
}
